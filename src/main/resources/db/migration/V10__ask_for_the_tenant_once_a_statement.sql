-- Millions of rows pass these two tables: as a sub-select the tenant is asked for once a statement, not once a row.
alter policy own on segue.segment_member
    using (tenant_id = (select segue.current_tenant())) with check (tenant_id = (select segue.current_tenant()));
alter policy own on segue.delivered_key
    using (tenant_id = (select segue.current_tenant())) with check (tenant_id = (select segue.current_tenant()));
