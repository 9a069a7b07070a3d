-- The person who asked for the integration by themselves: their first owner once it is enabled.
alter table segue.tenant
    add column requester_issuer text,
    add column requester_subject text,
    add column requester_name text,
    add column requester_email text,
    add constraint tenant_requester check ((requester_issuer is null) = (requester_subject is null));
-- Serves the gate: what has this signed-in person asked for?
create index tenant_requester_ix on segue.tenant (requester_issuer, requester_subject) where requester_subject is not null;
-- Serves support's list: which tenants fail?
create index sync_failing_ix on segue.sync (tenant_id) where mode <> 'off' and state <> 'ready';
