-- Of what a person approved: an approval is used up by what was sent of it, over however many runs.
alter table segue.hold add column sent bigint not null default 0;
