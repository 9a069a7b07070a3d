-- Serves the quarantine: the deliveries of a segment that held items without a usable id.
create index delivery_blanks_ix on segue.delivery (tenant_id, segment_id, id desc) where blanks > 0;
