create table collection_endpoints (
    id text primary key,
    team text not null,
    live integer not null,
    url text not null,
    description text,
    is_active integer not null,
    secret text not null,
    last_success_at bigint,
    last_failure_at bigint,
    consecutive_failures integer not null,
    created_at bigint not null,
    updated_at bigint not null,
    unique (team, live)
);

-- Whose number the money came to, where the telco says it.
alter table payments add column team text;
