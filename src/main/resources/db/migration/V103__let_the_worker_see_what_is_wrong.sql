-- Of whom is there something to tell: in which tenants were keys refused lately, and calls limited. Times and numbers only.
grant select (at) on segue.quarantined_key to segue_worker;
-- Limited calls are few among the many.
create index run_call_limited_ix on segue.run_call (tenant_id, at) where status = 429;
create policy worker_reads on segue.run_call for select to segue_worker using (true);
grant select (tenant_id, at, status) on segue.run_call to segue_worker;
