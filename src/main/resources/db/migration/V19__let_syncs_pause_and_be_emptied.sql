alter table segue.sync
    -- Held by a person: keeps everything, sends nothing, until a person resumes it.
    add column paused_at timestamptz,
    add column paused_by text,
    -- Off, and LaunchDarkly is to hold nothing of it. Stays true when it is done: what turns up late is removed too.
    add column to_be_empty boolean not null default false,
    -- The claim with this fence, or an older one, is to stop: a person wants something else.
    add column stop_fence bigint not null default 0,
    add constraint sync_empty_is_off check (not to_be_empty or mode = 'off'),
    add constraint sync_paused_is_on check (paused_at is null or mode <> 'off');
-- The due table, without those that wait for a person: they would be looked at first for as long as they are paused.
drop index segue.sync_due_ix;
create index sync_due_ix on segue.sync (next_run_at) where next_run_at is not null and paused_at is null;
grant select (paused_at, to_be_empty) on segue.sync to segue_worker;

alter table segue.run drop constraint run_cause;
alter table segue.run
    add constraint run_cause check (cause in ('first', 'schedule', 'heap', 'person', 'retry', 'emptying'));
