-- No two tenants share a secret, also when both save it at the same moment; one tenant may save its own again.
drop index segue.secret_fingerprint_ix;
alter table segue.secret_fingerprint add constraint secret_fingerprint_uk unique (fingerprint);
-- A declared token that was changed must not stay good.
grant delete on segue.support_token to segue_support;
grant select on segue.support_token to segue_support;
