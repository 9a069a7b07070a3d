-- A few bits for each key that a call carried (a Bloom filter): a key that is sought is in few calls, and only those whose bits
-- are all set are opened. Plain, so that it lies in the row; null for calls from before.
alter table segue.run_call add column marks bytea;
alter table segue.run_call alter column marks set storage plain;
