-- What waits, and how long, in numbers only: support sees no name, no body and no key of it.
create policy support_reads on segue.delivery for select to segue_support using (true);
grant select (tenant_id, id, segment_id, verdict, received_at, applied_at) on segue.delivery to segue_support;
grant select (lease_owner, lease_until, paused_at, to_be_empty) on segue.sync to segue_support;
create policy support_reads on segue.token_pause for select to segue_support using (true);
grant select on segue.token_pause to segue_support;
-- Serves the lag of the last minutes over all tenants: deliveries are written in the order of this time.
create index delivery_received_ix on segue.delivery using brin (received_at) with (autosummarize = on);

-- Schedules, and which node of Quartz's is there; without the data of the jobs.
grant usage on schema quartz to segue_support;
grant select (sched_name, trigger_name, job_name, next_fire_time, prev_fire_time, trigger_state)
    on quartz.qrtz_triggers to segue_support;
grant select (sched_name, trigger_name, repeat_interval) on quartz.qrtz_simple_triggers to segue_support;
grant select (sched_name, job_name, instance_name, fired_time, state) on quartz.qrtz_fired_triggers to segue_support;
grant select on quartz.qrtz_scheduler_state to segue_support;

-- Up to which migration the database has come.
grant select (version, description, installed_on, success, installed_rank) on public.flyway_schema_history to segue_support;

-- Support groups what fails across tenants by its cause: no name, no key and no body of a tenant's is needed for that.
create policy support_reads on segue.hold for select to segue_support using (true);
grant select (tenant_id, id, state, since, removals) on segue.hold to segue_support;
-- Serves the deliveries of all tenants that came to nothing: few, whatever the number of those that were applied.
create index delivery_in_vain_ix on segue.delivery (received_at) where verdict in ('conflict', 'stale', 'unusable', 'failed');
-- Serves the removals of all tenants that wait for a decision.
create index hold_open_ix on segue.hold (tenant_id) where state = 'open';

-- What support searches in; one comparison for a tenant instead of three.
alter table segue.tenant add column sought text
    generated always as (lower(name || ' ' || slug || ' ' || coalesce(contact_email, ''))) stored;
