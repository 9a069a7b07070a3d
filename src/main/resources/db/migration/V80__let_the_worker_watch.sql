-- Metrics and alerts look over all tenants at what fails and what waits: numbers, times and codes, never a name or a key.
grant select (failing_since, failure_code) on segue.sync to segue_worker;

create policy worker_reads on segue.hold for select to segue_worker using (true);
grant select (tenant_id, id, sync_id, state, since) on segue.hold to segue_worker;

create policy worker_reads on segue.quarantined_key for select to segue_worker using (true);
grant select (tenant_id, sync_id) on segue.quarantined_key to segue_worker;
