create table segue.hook (
    tenant_id bigint not null constraint hook_pk primary key constraint hook_tenant_fk references segue.tenant,
    token_hash bytea,
    token_last_four text,
    token_made_at timestamptz,
    previous_token_hash bytea,
    previous_token_until timestamptz,
    sealed_secret bytea,
    secret_last_four text,
    secret_set_at timestamptz,
    sealed_previous_secret bytea,
    previous_secret_until timestamptz,
    -- Heap's id_token: kept from the first call on; another one later is refused.
    id_token text,
    first_call_at timestamptz,
    last_call_at timestamptz,
    last_refusal_at timestamptz,
    last_refusal text
);
-- Serve the gate: whose URL is this?
create index hook_token_ix on segue.hook (token_hash);
create index hook_previous_token_ix on segue.hook (previous_token_hash) where previous_token_hash is not null;

-- A keyed fingerprint of every webhook secret in use, so that two tenants cannot share one.
create table segue.secret_fingerprint (
    tenant_id bigint not null constraint secret_fingerprint_tenant_fk references segue.tenant,
    fingerprint bytea not null,
    constraint secret_fingerprint_pk primary key (tenant_id, fingerprint)
);
create index secret_fingerprint_ix on segue.secret_fingerprint (fingerprint);

-- One task of Heap's for one segment: its pages share its order.
create table segue.task (
    tenant_id bigint not null,
    segment_id bigint not null,
    task_id text not null,
    -- The smallest signed time of its pages, in epoch milliseconds, made unique within the segment.
    task_order bigint not null,
    total_pages bigint not null default 0,
    pages_applied bigint not null default 0,
    first_at timestamptz not null default now(),
    last_at timestamptz not null default now(),
    completed_at timestamptz,
    -- Nothing came for a minute though pages are missing: syncs that follow Heap start all the same.
    quiet_at timestamptz,
    incomplete_at timestamptz,
    constraint task_pk primary key (tenant_id, segment_id, task_id),
    constraint task_order_uk unique (tenant_id, segment_id, task_order),
    constraint task_segment_fk foreign key (tenant_id, segment_id) references segue.segment
);
-- Serves the sweep for tasks that stay incomplete.
create index task_open_ix on segue.task (last_at) where completed_at is null and incomplete_at is null;

create sequence segue.delivery_seq;
grant usage on sequence segue.delivery_seq to segue_app;

-- What makes a delivery the same delivery: kept longer than any retry, and longer than the delivery itself.
create table segue.delivery_key (
    tenant_id bigint not null constraint delivery_key_tenant_fk references segue.tenant,
    heap_segment_id text not null,
    task_id text not null,
    page_number bigint not null,
    digest bytea not null,
    delivery_id bigint not null,
    received_at timestamptz not null,
    constraint delivery_key_pk primary key (tenant_id, heap_segment_id, task_id, page_number)
);

create table segue.delivery (
    tenant_id bigint not null,
    id bigint not null,
    received_at timestamptz not null,
    signed_at timestamptz not null,
    -- waiting, applied, duplicate (counted on the original), conflict, stale, unusable, failed
    verdict text not null constraint delivery_verdict check (verdict in ('waiting', 'applied', 'conflict', 'stale', 'unusable', 'failed')),
    fault text,
    action text not null default '',
    segment_id bigint,
    heap_segment_id text,
    segment_name text,
    task_id text,
    task_order bigint,
    page_number bigint,
    total_pages bigint,
    digest bytea not null,
    body_size int not null,
    adds int not null default 0,
    removes int not null default 0,
    blanks int not null default 0,
    changed int not null default 0,
    late boolean not null default false,
    duplicates int not null default 0,
    last_duplicate_at timestamptz,
    applied_at timestamptz,
    constraint delivery_pk primary key (tenant_id, id, received_at)
) partition by range (received_at);
-- Serves the applier: the oldest waiting deliveries of a segment.
create index delivery_waiting_ix on segue.delivery (tenant_id, segment_id, id) where verdict = 'waiting';
-- Serves a late page: what did newer tasks say of this segment?
create index delivery_task_ix on segue.delivery (tenant_id, segment_id, task_order) where verdict = 'applied';
-- Serves the inbox, newest first.
create index delivery_recent_ix on segue.delivery (tenant_id, received_at desc, id desc);

-- Bodies apart, deflated by us, so that they can go earlier than what they did.
create table segue.delivery_body (
    tenant_id bigint not null,
    id bigint not null,
    received_at timestamptz not null,
    body bytea not null,
    constraint delivery_body_pk primary key (tenant_id, id, received_at)
) partition by range (received_at);
alter table segue.delivery_body alter column body set storage external;

create table segue.delivery_default partition of segue.delivery default;
create table segue.delivery_body_default partition of segue.delivery_body default;

-- Partitions of one day, made ahead by the application through this one function, and dropped when old.
create function segue.make_delivery_partitions(from_day date, days int) returns void
    language plpgsql security definer set search_path = segue, pg_temp as $$
declare
    a_day date;
    parent text;
begin
    -- Dates are UTC days; both ends are written with their zone, whatever the session's is.
    for a_day in select from_day + n from generate_series(0, days - 1) as n loop
        foreach parent in array array['delivery', 'delivery_body'] loop
            if to_regclass(format('segue.%s_%s', parent, to_char(a_day, 'YYYYMMDD'))) is null then
                execute format('create table segue.%s_%s partition of segue.%s for values from (%L) to (%L)',
                    parent, to_char(a_day, 'YYYYMMDD'), parent, a_day || ' 00:00:00+00', (a_day + 1) || ' 00:00:00+00');
                execute format('alter table segue.%s_%s enable row level security', parent, to_char(a_day, 'YYYYMMDD'));
                execute format('alter table segue.%s_%s force row level security', parent, to_char(a_day, 'YYYYMMDD'));
            end if;
        end loop;
    end loop;
end
$$;

create function segue.drop_delivery_partitions(parent text, before_day date) returns int
    language plpgsql security definer set search_path = segue, pg_temp as $$
declare
    a_name text;
    dropped int := 0;
begin
    if parent not in ('delivery', 'delivery_body') then
        raise exception 'Dropping old partitions: expected delivery or delivery_body, got %', parent;
    end if;
    for a_name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = format('segue.%s', parent)::regclass
           and c.relname ~ ('^' || parent || '_[0-9]{8}$')
           and to_date(right(c.relname, 8), 'YYYYMMDD') < before_day
    loop
        execute format('drop table segue.%I', a_name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
revoke all on function segue.make_delivery_partitions(date, int) from public;
revoke all on function segue.drop_delivery_partitions(text, date) from public;
grant execute on function segue.make_delivery_partitions(date, int) to segue_worker;
grant execute on function segue.drop_delivery_partitions(text, date) to segue_worker;
select segue.make_delivery_partitions((now() at time zone 'UTC')::date - 1, 9);

alter table segue.hook enable row level security;
alter table segue.hook force row level security;
create policy own on segue.hook to segue_app using (tenant_id = segue.current_tenant()) with check (tenant_id = segue.current_tenant());
create policy gate_reads on segue.hook for select to segue_gate using (true);
create policy support_reads on segue.hook for select to segue_support using (true);

alter table segue.secret_fingerprint enable row level security;
alter table segue.secret_fingerprint force row level security;
create policy own on segue.secret_fingerprint to segue_app using (tenant_id = segue.current_tenant()) with check (tenant_id = segue.current_tenant());
create policy gate_reads on segue.secret_fingerprint for select to segue_gate using (true);

alter table segue.task enable row level security;
alter table segue.task force row level security;
create policy own on segue.task to segue_app using (tenant_id = segue.current_tenant()) with check (tenant_id = segue.current_tenant());
create policy worker_reads on segue.task for select to segue_worker using (true);

alter table segue.delivery_key enable row level security;
alter table segue.delivery_key force row level security;
create policy own on segue.delivery_key to segue_app using (tenant_id = segue.current_tenant()) with check (tenant_id = segue.current_tenant());

alter table segue.delivery enable row level security;
alter table segue.delivery force row level security;
create policy own on segue.delivery to segue_app using (tenant_id = segue.current_tenant()) with check (tenant_id = segue.current_tenant());
create policy worker_reads on segue.delivery for select to segue_worker using (true);
alter table segue.delivery_default enable row level security;
alter table segue.delivery_default force row level security;

alter table segue.delivery_body enable row level security;
alter table segue.delivery_body force row level security;
create policy own on segue.delivery_body to segue_app using (tenant_id = segue.current_tenant()) with check (tenant_id = segue.current_tenant());
alter table segue.delivery_body_default enable row level security;
alter table segue.delivery_body_default force row level security;

grant select, insert, update, delete on segue.hook, segue.secret_fingerprint, segue.task, segue.delivery_key, segue.delivery, segue.delivery_body to segue_app;
grant select on segue.hook, segue.secret_fingerprint to segue_gate;
grant select (tenant_id, first_call_at, last_call_at, last_refusal_at, last_refusal) on segue.hook to segue_support;
grant select on segue.task to segue_worker;
grant select (tenant_id, id, segment_id, verdict, received_at) on segue.delivery to segue_worker;
