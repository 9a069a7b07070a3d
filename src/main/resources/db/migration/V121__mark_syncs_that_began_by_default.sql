-- Nobody ordered it: the tenant's setting for new segments did, and nobody has changed it since.
alter table segue.sync add column by_default boolean not null default false;
