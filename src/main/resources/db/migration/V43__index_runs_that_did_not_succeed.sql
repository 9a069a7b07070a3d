-- Serves the list of runs narrowed to a state: those that succeeded are almost all, the others are looked for.
create index run_state_ix on segue.run (tenant_id, state, id desc) where state <> 'succeeded';
