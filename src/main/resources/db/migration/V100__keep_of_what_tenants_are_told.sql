-- Of what a tenant is told, where it differs from the usual. A number is in the unit of its kind; null: not at that level.
create table segue.alert_rule (
    tenant_id bigint not null constraint alert_rule_tenant_fk references segue.tenant,
    kind text not null,
    is_on boolean not null,
    warn_at int constraint alert_rule_warn check (warn_at between 0 and 1000000),
    critical_at int constraint alert_rule_critical check (critical_at between 0 and 1000000),
    constraint alert_rule_pk primary key (tenant_id, kind)
);

-- When warnings wait, in minutes of the day in a zone. No row: never.
create table segue.alert_quiet (
    tenant_id bigint not null constraint alert_quiet_pk primary key constraint alert_quiet_tenant_fk references segue.tenant,
    from_minute int not null constraint alert_quiet_from check (from_minute between 0 and 1439),
    until_minute int not null constraint alert_quiet_until check (until_minute between 0 and 1439),
    zone text not null
);

do $$
declare
    a_table text;
begin
    foreach a_table in array array['alert_rule', 'alert_quiet'] loop
        execute format('alter table segue.%I enable row level security', a_table);
        execute format('alter table segue.%I force row level security', a_table);
        execute format('create policy own on segue.%I to segue_app using (tenant_id = segue.current_tenant()) with check (tenant_id = segue.current_tenant())', a_table);
        execute format('grant select, insert, update, delete on segue.%I to segue_app', a_table);
    end loop;
end
$$;
