-- Serves the overview, which says who was not told lately.
create index alert_delivery_given_up_ix on segue.alert_delivery (tenant_id, ended_at) where state = 'given-up';
