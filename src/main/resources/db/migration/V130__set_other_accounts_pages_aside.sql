-- A genuine page that names another Heap account than the accepted one is set aside, until an owner accepts that account.
alter table segue.delivery drop constraint delivery_verdict;
alter table segue.delivery add constraint delivery_verdict
    check (verdict in ('waiting', 'applied', 'conflict', 'stale', 'unusable', 'failed', 'foreign'));
-- The id_token of such a page; null when it named none or the accepted one as it came.
alter table segue.delivery add column other_id_token text;
-- Serves an owner who accepts an account, and the same page that comes again.
create index delivery_foreign_ix on segue.delivery (tenant_id, other_id_token, digest) where other_id_token is not null;
-- Serves the deliveries of all tenants that came to nothing, beside delivery_in_vain_ix, which does not know these.
create index delivery_foreign_received_ix on segue.delivery (received_at) where verdict = 'foreign';
