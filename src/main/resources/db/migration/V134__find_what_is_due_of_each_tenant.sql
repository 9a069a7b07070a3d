-- Serves the job that asks what is due: the oldest of a tenant whose syncs stand behind the many of others.
create index sync_tenant_due_ix on segue.sync (tenant_id, next_run_at) where next_run_at is not null and paused_at is null;
