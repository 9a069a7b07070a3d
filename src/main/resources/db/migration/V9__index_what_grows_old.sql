-- Serves the purge of keys: they are written in the order of this time, and every page writes one, so the smallest index.
create index delivery_key_received_ix on segue.delivery_key using brin (received_at) with (autosummarize = on);
-- Serves the purge of runs and their calls.
create index run_finished_ix on segue.run (tenant_id, finished_at);
-- Serves a stale delivery that comes again: counted on the first one, not stored again.
create index delivery_stale_ix on segue.delivery (tenant_id, digest) where verdict = 'stale';
