-- How the members that a delivery changed were changed; null where that was not kept apart yet.
alter table segue.delivery
    add column joined int,
    add column touched int,
    add column departed int;
