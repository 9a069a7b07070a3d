-- Numbers and times: what rests is told by fingerprints that support may not read.
create policy support_reads on segue.pause for select to segue_support using (true);
grant select (what, until) on segue.pause to segue_support;
