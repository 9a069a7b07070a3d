-- In which tenants are Heap's calls refused, and in which does Heap not take flags. Times and states only.
grant select (last_refusal_at) on segue.hook to segue_worker;
grant select (state) on segue.flag_change_order to segue_worker;
