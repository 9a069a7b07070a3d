-- Where in which trace a delivery was received (W3C traceparent), and the trace of a run; null while no traces are made.
alter table segue.delivery add column trace_parent text;
alter table segue.run add column trace_id text;
