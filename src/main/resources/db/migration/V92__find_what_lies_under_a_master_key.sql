-- Sealing again looks in every tenant for what lies under the master key before; it changes it within its tenant.
create policy worker_finds_sealed on segue.hook for select to segue_worker using (true);
grant select (tenant_id, sealed_secret, sealed_previous_secret) on segue.hook to segue_worker;
create policy worker_finds_sealed on segue.connection for select to segue_worker using (true);
grant select (tenant_id, id, sealed_token) on segue.connection to segue_worker;
