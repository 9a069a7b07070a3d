-- The caller's address, where a request was at hand; jobs have none.
alter table segue.audit_entry add column address text;
-- Serves the audit log narrowed to a day.
create index audit_entry_at_ix on segue.audit_entry (tenant_id, at);
