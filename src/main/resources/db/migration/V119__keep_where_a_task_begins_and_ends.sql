-- The smallest and the largest number of its pages; a task from before this has none, and is taken to count from 1.
alter table segue.task add column first_page bigint, add column last_page bigint;
