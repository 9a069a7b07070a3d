-- Sessions of signed-in people. A session is before tenants: the same person may belong to several, and which of them a
-- request is for is decided afterwards, from the membership. So there is no tenant_id here, and no policy by tenant.
-- Row-level security is on and forced all the same: its one policy is the gate's, which asks who is there anyway. No other
-- role of the application's has a grant, so no work for a tenant can read or write a session.
create table segue.session (
    -- SHA-256 of the 256 random bits in the cookie: who reads this table holds no session.
    id_hash bytea not null constraint session_pk primary key constraint session_id_size check (length(id_hash) = 32),
    issuer text not null,
    subject text not null,
    -- The OIDC server's own name for its session, when it tells one.
    sid text,
    -- ID, access and refresh token, sealed under the master key for this row only.
    sealed_tokens bytea not null,
    signed_in_at timestamptz not null,
    last_used_at timestamptz not null
);
-- Serves back-channel log-out: all sessions of this person, or of this session of the OIDC server's.
create index session_subject_ix on segue.session (issuer, subject);
create index session_sid_ix on segue.session (issuer, sid) where sid is not null;
-- None by time: the hourly job reads the whole table, which holds half a day at most, and an index on last_used_at would
-- be written with every use of a session.

alter table segue.session enable row level security;
alter table segue.session force row level security;
create policy gate_keeps on segue.session to segue_gate using (true) with check (true);
grant select, insert, update, delete on segue.session to segue_gate;
