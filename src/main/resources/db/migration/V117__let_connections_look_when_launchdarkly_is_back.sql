-- An outage ends for all at once: whose own circuit grew long meanwhile need not wait for it.
create policy worker_looks_again on segue.circuit for update to segue_worker using (true) with check (true);
grant select (open_until, code) on segue.circuit to segue_worker;
grant update (open_until) on segue.circuit to segue_worker;
