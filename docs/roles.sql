-- Run once as a superuser, in psql, on a PostgreSQL 18 or newer that Segue is to use:
--   psql -v owner_password=... -v app_password=... -f docs/roles.sql
-- segue_owner owns the tables and migrates; segue_app is what the application connects as. The three others are
-- narrow roles that the application takes for a transaction (SET LOCAL ROLE): who is asking (segue_gate), what is due
-- in any tenant (segue_worker), and support's view (segue_support). None of them can bypass row-level security.
create role segue_owner login password :'owner_password';
create role segue_app login noinherit password :'app_password';
create role segue_gate nologin;
create role segue_worker nologin;
create role segue_support nologin;
grant segue_gate, segue_worker, segue_support to segue_app with inherit false, set true;
create database segue owner segue_owner encoding 'UTF8';
