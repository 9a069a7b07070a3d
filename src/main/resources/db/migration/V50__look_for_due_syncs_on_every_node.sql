-- Each node looks for itself (SyncDispatcher): the job that one of them did for all is no more, and Quartz would go on
-- firing it.
delete from quartz.qrtz_simple_triggers s using quartz.qrtz_triggers t
 where t.sched_name = s.sched_name and t.trigger_name = s.trigger_name and t.trigger_group = s.trigger_group
   and t.job_name = 'due-syncs';
delete from quartz.qrtz_triggers where job_name = 'due-syncs';
delete from quartz.qrtz_job_details where job_name = 'due-syncs';
