-- Fingerprints of secrets have a key of their own, which stays when the master key changes: null until it is kept here.
alter table segue.installation add column sealed_fingerprint_key bytea;
-- Both are sealed again under another master key.
grant update (sealed_id_key, sealed_fingerprint_key) on segue.installation to segue_app;
