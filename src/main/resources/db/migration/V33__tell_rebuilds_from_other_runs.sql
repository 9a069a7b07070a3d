alter table segue.run drop constraint run_cause;
alter table segue.run
    add constraint run_cause check (cause in ('first', 'schedule', 'heap', 'person', 'retry', 'emptying', 'rebuild'));
