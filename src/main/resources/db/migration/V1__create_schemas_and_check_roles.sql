-- Roles belong to the whole server, so they are made beside the database (docs/operations.md; the embedded
-- database makes them itself). Migrations only check that they are there and cannot bypass row-level security.
do $$
declare
    missing text;
begin
    select string_agg(wanted, ', ') into missing
      from unnest(array['segue_app', 'segue_gate', 'segue_worker', 'segue_support']) as wanted
     where not exists (select from pg_roles where rolname = wanted);
    if missing is not null then
        raise exception 'Preparing the database: expected the roles segue_app, segue_gate, segue_worker and segue_support, but % missing. The operator creates them with docs/roles.sql.', missing;
    end if;
    if exists (select from pg_roles where rolname like 'segue\_%' and rolname <> 'segue_owner' and (rolsuper or rolbypassrls)) then
        raise exception 'Preparing the database: the roles of the application must be neither superuser nor BYPASSRLS, or row-level security protects nothing.';
    end if;
    if current_setting('server_version_num')::int < 180000 then
        raise exception 'Preparing the database: expected PostgreSQL 18 or newer, got %.', current_setting('server_version');
    end if;
end
$$;

create schema if not exists segue;
create schema if not exists quartz;
revoke all on schema segue, quartz from public;
grant usage on schema segue to segue_app, segue_gate, segue_worker, segue_support;
grant usage on schema quartz to segue_app;

-- The tenant of the current transaction; null (and so: no row) when none is set.
create function segue.current_tenant() returns bigint
    language sql stable parallel safe
    return nullif(current_setting('app.tenant', true), '')::bigint;
