-- What new segments are turned on with, beside new_segments_on. They keep their values while it is off, so that the page can
-- say where new segments went before a connection was removed.
alter table segue.tenant
    add column new_segments_connection bigint,
    add column new_segments_key_field text,
    add column new_segments_interval int not null default 14400
        constraint tenant_new_segments_interval check (new_segments_interval between 60 and 2592000),
    add column new_segments_follow boolean not null default true,
    -- A segment that was there before is never turned on by itself.
    add column new_segments_since timestamptz,
    add constraint tenant_new_segments_fk foreign key (id, new_segments_connection) references segue.connection (tenant_id, id),
    add constraint tenant_new_segments_whole check (not new_segments_on or (new_segments_connection is not null
        and new_segments_key_field is not null and new_segments_since is not null));
