-- Until when calls are to rest, as LaunchDarkly told. No tenant's table: two connections, even of two tenants, may use one
-- access token, and an account or our address is shared by more. The fingerprints are keyed by the installation, so that
-- nothing can be read from them; only the worker's role sees the rows.
create table segue.pause (
    -- token: that access token; account: all tokens of its account; address: every call from here to this LaunchDarkly
    what text not null constraint pause_what check (what in ('token', 'account', 'address')),
    fingerprint bytea not null,
    until timestamptz not null,
    -- The token that was told, of an address: one token may be meant alone; two of them mean the address.
    told_by bytea,
    is_sure boolean not null default true,
    constraint pause_pk primary key (what, fingerprint)
);
alter table segue.pause enable row level security;
alter table segue.pause force row level security;
create policy worker_keeps on segue.pause to segue_worker using (true) with check (true);
grant select, insert, update, delete on segue.pause to segue_worker;

-- One LaunchDarkly that we call: when the next call may begin at the configured rate, and whether it is away as a whole.
create table segue.instance (
    fingerprint bytea not null constraint instance_pk primary key,
    next_call_at timestamptz not null,
    answered_at timestamptz,
    failing_since timestamptz,
    failures int not null default 0,
    open_until timestamptz
);
alter table segue.instance enable row level security;
alter table segue.instance force row level security;
create policy worker_keeps on segue.instance to segue_worker using (true) with check (true);
grant select, insert, update, delete on segue.instance to segue_worker;

-- A connection whose calls all fail: until then nobody calls, then one run looks. No row: it works.
create table segue.circuit (
    tenant_id bigint not null,
    connection_id bigint not null,
    failing_since timestamptz not null,
    failed_at timestamptz not null,
    failures int not null,
    open_until timestamptz not null,
    code text not null,
    message text not null,
    constraint circuit_pk primary key (tenant_id, connection_id),
    constraint circuit_connection_fk foreign key (tenant_id, connection_id) references segue.connection
);
alter table segue.circuit enable row level security;
alter table segue.circuit force row level security;
create policy own on segue.circuit to segue_app using (tenant_id = segue.current_tenant()) with check (tenant_id = segue.current_tenant());
grant select, insert, update, delete on segue.circuit to segue_app;
create policy worker_reads on segue.circuit for select to segue_worker using (true);
grant select (tenant_id, connection_id, failed_at) on segue.circuit to segue_worker;

-- Whom the worker calls forward when LaunchDarkly is back.
grant select (failure_code) on segue.sync to segue_worker;

-- LaunchDarkly's own id of the token's account, as the last check told it.
alter table segue.connection add column account_id text;
