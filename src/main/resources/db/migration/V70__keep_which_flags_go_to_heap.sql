-- Which flags of an environment go to Heap, in which order, and how. Each change is a version of its own, and none is ever
-- changed: the one that a page's snippet was made from can be found again.
create table segue.flag_choice (
    tenant_id bigint not null,
    connection_id bigint not null,
    version int not null,
    -- Keys, the most important first.
    flags text[] not null,
    -- Of flags whose values are JSON: the fields that become properties of their own.
    fields jsonb not null,
    prefix text not null,
    budget int not null,
    user_properties boolean not null,
    user_id text not null,
    context_kind text not null,
    anonymous boolean not null,
    omitted boolean not null,
    first_pageview boolean not null,
    made_by text not null,
    made_at timestamptz not null default now(),
    constraint flag_choice_pk primary key (tenant_id, connection_id, version),
    constraint flag_choice_connection_fk foreign key (tenant_id, connection_id) references segue.connection
);

alter table segue.flag_choice enable row level security;
alter table segue.flag_choice force row level security;
create policy own on segue.flag_choice to segue_app using (tenant_id = segue.current_tenant()) with check (tenant_id = segue.current_tenant());
grant select, insert on segue.flag_choice to segue_app;
