-- Times are milliseconds since 1970 in UTC.
create table workspaces (
    id text primary key,
    organization text not null,
    live integer not null,
    name text not null,
    status text not null,
    reason text,
    created_at bigint not null,
    made bigint not null default 0
);

create table events (
    id text primary key,
    workspace_id text not null references workspaces (id),
    type text not null,
    payload text not null,
    created_at bigint not null,
    number bigint not null
);

create unique index events_workspace on events (workspace_id, number);

create table webhooks (
    id text primary key,
    workspace_id text not null references workspaces (id),
    url text not null,
    events text not null,
    secret text not null,
    status text not null,
    created_at bigint not null,
    number bigint not null
);

create unique index webhooks_workspace on webhooks (workspace_id, number);

create table deliveries (
    number ${numbered},
    id text not null unique,
    webhook_id text not null references webhooks (id),
    event_id text not null references events (id),
    status text not null,
    created_at bigint not null
);

create index deliveries_webhook on deliveries (webhook_id, number);

create table attempts (
    delivery_id text not null references deliveries (id),
    number bigint not null,
    at bigint not null,
    took_ms bigint not null,
    status integer,
    code text,
    message text,
    next_at bigint,
    primary key (delivery_id, number)
);
