-- Days of any of our three logs, made ahead by the application and dropped when old. Dates are UTC days; both ends are
-- written with their zone, whatever the session's is.
create function segue.make_day_partitions(parent text, from_day date, days int) returns void
    language plpgsql security definer set search_path = segue, pg_temp as $$
declare
    a_day date;
    a_name text;
begin
    if parent not in ('delivery', 'delivery_body', 'run_call') then
        raise exception 'Making days: expected delivery, delivery_body or run_call, got %', parent;
    end if;
    for a_day in select from_day + n from generate_series(0, days - 1) as n loop
        a_name := format('%s_%s', parent, to_char(a_day, 'YYYYMMDD'));
        if to_regclass('segue.' || a_name) is null then
            execute format('create table segue.%I partition of segue.%I for values from (%L) to (%L)',
                a_name, parent, a_day || ' 00:00:00+00', (a_day + 1) || ' 00:00:00+00');
            execute format('alter table segue.%I enable row level security', a_name);
            execute format('alter table segue.%I force row level security', a_name);
        end if;
    end loop;
end
$$;

create function segue.drop_day_partitions(parent text, before_day date) returns int
    language plpgsql security definer set search_path = segue, pg_temp as $$
declare
    a_name text;
    dropped int := 0;
begin
    if parent not in ('delivery', 'delivery_body', 'run_call') then
        raise exception 'Dropping old days: expected delivery, delivery_body or run_call, got %', parent;
    end if;
    for a_name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = format('segue.%I', parent)::regclass
           and c.relname ~ ('^' || parent || '_[0-9]{8}$')
           and to_date(right(c.relname, 8), 'YYYYMMDD') < before_day
    loop
        execute format('drop table segue.%I', a_name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
revoke all on function segue.make_day_partitions(text, date, int) from public;
revoke all on function segue.drop_day_partitions(text, date) from public;
grant execute on function segue.make_day_partitions(text, date, int) to segue_worker;
grant execute on function segue.drop_day_partitions(text, date) to segue_worker;
drop function segue.make_delivery_partitions(date, int);
drop function segue.drop_delivery_partitions(text, date);

-- Calls by day, each with the keys that it carried: so a person can be told when a key was sent, and what came.
alter table segue.run_call rename to run_call_before;
alter table segue.run_call_before drop constraint run_call_run_fk;
alter table segue.run_call_before rename constraint run_call_pk to run_call_before_pk;
create table segue.run_call (
    tenant_id bigint not null,
    run_id bigint not null,
    ordinal int not null,
    at timestamptz not null,
    adds int not null,
    removes int not null,
    status int,
    outcome text not null,
    millis int not null,
    message text,
    sync_id bigint,
    -- The smallest and the largest key, so that few calls have to be opened to find one.
    first_key text collate "C",
    last_key text collate "C",
    keys bytea,
    constraint run_call_pk primary key (tenant_id, run_id, ordinal, at)
) partition by range (at);
alter table segue.run_call alter column keys set storage external;
-- Serves the story of a member: which calls of a sync may have carried this key?
create index run_call_keys_ix on segue.run_call (tenant_id, sync_id, first_key, last_key);
create table segue.run_call_default partition of segue.run_call default;
alter table segue.run_call enable row level security;
alter table segue.run_call force row level security;
alter table segue.run_call_default enable row level security;
alter table segue.run_call_default force row level security;
create policy own on segue.run_call to segue_app using (tenant_id = segue.current_tenant()) with check (tenant_id = segue.current_tenant());
grant select, insert, update, delete on segue.run_call to segue_app;
select segue.make_day_partitions('run_call', (now() at time zone 'UTC')::date - 31, 40);
insert into segue.run_call (tenant_id, run_id, ordinal, at, adds, removes, status, outcome, millis, message)
select tenant_id, run_id, ordinal, at, adds, removes, status, outcome, millis, message from segue.run_call_before;
drop table segue.run_call_before;
