-- Times that runs waited for somebody to let them go on.
create table pauses (
    number ${numbered},
    token text not null unique,
    task_id text not null references tasks (id),
    reason text not null,
    paused_at bigint not null,
    resumed_at bigint
);

create index pauses_task on pauses (task_id);

-- A task is what was started; flows have runs of their own.
alter table tasks add column error_class text;

update tasks set kind = 'foreground' where kind = 'agent';
