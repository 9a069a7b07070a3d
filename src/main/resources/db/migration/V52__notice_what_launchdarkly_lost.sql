alter table segue.sync
    -- Whatever stands in delivered_key under a smaller batch number is in doubt: the next run asserts it again.
    add column doubt_below bigint not null default 0,
    -- Since when we know that LaunchDarkly lost the segment; null once everything is sent again.
    add column lost_at timestamptz,
    -- When to look at the segment in LaunchDarkly next, how the last look ended, and what it told.
    add column look_at timestamptz,
    add column looked_at timestamptz,
    add column look_failure text,
    -- In LaunchDarkly's milliseconds: a segment that is younger than the one we filled is another one.
    add column target_created bigint,
    add column target_count bigint,
    -- Looks in a row that did not find the segment: one may be a mistake.
    add column looks_in_vain int not null default 0;
-- Serves the job that looks, over all tenants.
create index sync_look_ix on segue.sync (look_at) where look_at is not null;
grant select (look_at), update (look_at) on segue.sync to segue_worker;

alter table segue.run drop constraint run_cause;
alter table segue.run
    add constraint run_cause check (cause in ('first', 'schedule', 'heap', 'person', 'retry', 'emptying', 'rebuild', 'lost'));
