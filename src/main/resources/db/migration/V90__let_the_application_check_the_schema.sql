-- A copy that does not migrate reads here whether the schema is its own; only the owner writes.
grant select on public.flyway_schema_history to segue_app;
