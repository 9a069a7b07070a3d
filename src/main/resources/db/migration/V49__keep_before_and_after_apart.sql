-- What was before and what is after, apart from further words: so that the log can be read as a table, and filtered.
alter table segue.audit_entry add column before text, add column after text;
