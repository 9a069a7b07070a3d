-- A call in doubt that was to remove a key had been allowed to; one that was to add it says nothing of whether it may go.
-- Null for what is added or asserted, which is nearly all: that takes no room.
alter table segue.delivered_key add column removing boolean;
