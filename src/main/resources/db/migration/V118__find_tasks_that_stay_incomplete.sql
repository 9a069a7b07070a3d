-- Serves the overview: which tasks of a tenant's lack pages, the newest first?
create index task_incomplete_ix on segue.task (tenant_id, last_at desc) where incomplete_at is not null and completed_at is null;
