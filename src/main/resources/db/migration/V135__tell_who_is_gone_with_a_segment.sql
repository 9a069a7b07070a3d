-- The first claim that carried a run out: batches of earlier ones were written before the run began. Null of runs that a copy of
-- the version before began.
alter table segue.run add column fence bigint;
-- Whoever stands in a batch below went with a segment that LaunchDarkly lost; those who came with the one that is there now
-- stand above.
alter table segue.sync add column gone_below bigint not null default 0;
-- The date of the last segment that was seen, also when it is not found any more. A copy of the version before takes a
-- target_created for a segment that is there.
alter table segue.sync add column last_created bigint;
