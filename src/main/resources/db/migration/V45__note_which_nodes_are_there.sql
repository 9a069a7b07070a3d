-- Each node of the installation says every few seconds that it is there; support's page reads it. No tenant's data.
create table segue.node (
    -- The owner of its leases, so that its runs can be counted.
    id text not null constraint node_pk primary key,
    host text not null,
    version text not null,
    java text not null,
    -- By what Quartz knows it.
    scheduler text,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    -- How far its clock is ahead of the database's: leases and Quartz need clocks that agree.
    clock_ahead_millis bigint not null
);
alter table segue.node enable row level security;
alter table segue.node force row level security;
create policy worker_keeps on segue.node to segue_worker using (true) with check (true);
create policy support_reads on segue.node for select to segue_support using (true);
grant select, insert, update, delete on segue.node to segue_worker;
grant select on segue.node to segue_support;
