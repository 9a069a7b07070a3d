-- Heap's id_token of the latest genuine call that was refused because another one is kept, until an owner accepts it.
alter table segue.hook add column other_id_token text, add column other_id_token_at timestamptz;
