-- A key that is refused again and again is news once. Empty as long as it was refused once only: "at" tells, then.
alter table segue.quarantined_key add column first_at timestamptz;
