-- LaunchDarkly asks runs to wait: how often and how long in all, and since when it is the present wait.
alter table segue.run
    add column waits int not null default 0,
    add column waited_millis bigint not null default 0,
    add column waiting_since timestamptz;
-- How long the answer to this call asked for; null when it asked for nothing.
alter table segue.run_call add column wait_millis int;
