-- A day that is made late finds its first rows in the default partition, and PostgreSQL refuses it: from then on no day was
-- ever made or dropped. Now they move into their day.
create or replace function segue.make_day_partitions(parent text, from_day date, days int) returns void
    language plpgsql security definer set search_path = segue, pg_temp as $$
declare
    a_day date;
    a_name text;
    a_column text := case parent when 'run_call' then 'at' else 'received_at' end;
    a_start text;
    an_end text;
begin
    if parent not in ('delivery', 'delivery_body', 'run_call') then
        raise exception 'Making days: expected delivery, delivery_body or run_call, got %', parent;
    end if;
    for a_day in select from_day + n from generate_series(0, days - 1) as n loop
        a_name := format('%s_%s', parent, to_char(a_day, 'YYYYMMDD'));
        continue when to_regclass('segue.' || a_name) is not null;
        a_start := a_day || ' 00:00:00+00';
        an_end := (a_day + 1) || ' 00:00:00+00';
        begin
            execute format('create table segue.%I partition of segue.%I for values from (%L) to (%L)',
                a_name, parent, a_start, an_end);
        exception when check_violation then
            -- Nobody writes to it meanwhile; its rows are seen only while row-level security is not forced on the owner.
            execute format('lock table segue.%I in access exclusive mode', parent || '_default');
            execute format('alter table segue.%I no force row level security', parent || '_default');
            execute format('create table segue.%I (like segue.%I including all)', a_name, parent);
            execute format('with moved as (delete from segue.%I where %I >= %L and %I < %L returning *)'
                || ' insert into segue.%I select * from moved',
                parent || '_default', a_column, a_start, a_column, an_end, a_name);
            execute format('alter table segue.%I force row level security', parent || '_default');
            execute format('alter table segue.%I attach partition segue.%I for values from (%L) to (%L)',
                parent, a_name, a_start, an_end);
        end;
        execute format('alter table segue.%I enable row level security', a_name);
        execute format('alter table segue.%I force row level security', a_name);
    end loop;
end
$$;
