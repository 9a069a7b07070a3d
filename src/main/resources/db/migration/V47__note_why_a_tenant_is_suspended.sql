-- Why support suspended the tenant, or declined the request for it; the customer reads it.
alter table segue.tenant
    add column suspended_reason text constraint tenant_suspended_reason check (length(suspended_reason) between 1 and 500);
