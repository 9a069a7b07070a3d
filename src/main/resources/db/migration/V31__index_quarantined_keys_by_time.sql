-- Serves the page of quarantined keys, newest first.
create index quarantined_key_at_ix on segue.quarantined_key (tenant_id, at desc, sync_id, key);
