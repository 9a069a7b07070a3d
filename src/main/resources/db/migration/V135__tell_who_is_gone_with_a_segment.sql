-- The first claim that carried a run out: batches of earlier ones were written before the run began.
alter table segue.run add column fence bigint;
-- Whoever stands in a batch below went with a segment that LaunchDarkly lost; those who came with the one that is there now
-- stand above.
alter table segue.sync add column gone_below bigint not null default 0;
