-- Serves alerts: where all that comes is of a Heap account that nobody accepted.
grant select (other_id_token_at) on segue.hook to segue_worker;
