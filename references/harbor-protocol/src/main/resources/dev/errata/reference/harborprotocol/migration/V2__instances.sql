-- The processes that run tasks, and when each was last alive.
create table instances (
    id text primary key,
    seen_at bigint not null
);

-- Which of them runs a task.
alter table tasks add column instance text;

create index tasks_status on tasks (status);

-- Controls that came to one process, for a run of another.
create table signals (
    number ${numbered},
    instance text not null,
    task_id text not null references tasks (id),
    control text not null,
    payload text not null
);

create index signals_instance on signals (instance, number);
