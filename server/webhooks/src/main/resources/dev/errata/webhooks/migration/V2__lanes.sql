-- Whose share of the workers a delivery takes; null in what was kept before there were shares.
alter table scheduled_tasks add column receiver text;

alter table scheduled_tasks add column tenant text;

create index scheduled_tasks_due on scheduled_tasks (execution_time, receiver, tenant) where picked = false;

drop index scheduled_tasks_execution_time;
