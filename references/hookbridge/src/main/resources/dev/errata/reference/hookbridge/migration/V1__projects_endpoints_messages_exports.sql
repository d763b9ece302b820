-- Times are milliseconds since 1970 in UTC.
create table tenants (
    id text primary key,
    plan text not null,
    status text not null,
    customer integer not null,
    created_at bigint not null
);

create table projects (
    id text primary key,
    tenant_id text not null references tenants (id),
    name text not null,
    status text not null,
    rate_limit_default bigint not null,
    created_at bigint not null
);

create index projects_tenant on projects (tenant_id);

create table api_keys (
    id text primary key,
    project_id text not null references projects (id),
    label text,
    prefix text not null,
    created_at bigint not null,
    last_used_at bigint
);

create index api_keys_project on api_keys (project_id);

create table endpoints (
    number ${numbered},
    id text not null unique,
    project_id text not null references projects (id),
    url text not null,
    description text,
    rate_limit_rps integer not null,
    burst integer not null,
    headers text not null,
    paused integer not null,
    deleted integer not null,
    created_at bigint not null,
    updated_at bigint not null
);

create unique index endpoints_url on endpoints (project_id, url) where deleted = 0;

create table signing_keys (
    number ${numbered},
    id text not null unique,
    endpoint_id text not null references endpoints (id),
    secret text not null,
    created_at bigint not null
);

create index signing_keys_endpoint on signing_keys (endpoint_id);

-- The payload is null when it was cleaned up; all else of a message stays.
create table messages (
    number ${numbered},
    id text not null unique,
    project_id text not null references projects (id),
    endpoint_id text not null references endpoints (id),
    status text not null,
    attempt_count integer not null,
    replay_count integer not null,
    size_bytes bigint not null,
    payload text,
    payload_sha256 text not null,
    headers text not null,
    settings_sha256 text not null,
    idempotency_key text,
    retention_ms bigint not null,
    retained_until bigint not null,
    delivered_at bigint,
    next_attempt_at bigint,
    last_error text,
    response_status integer,
    response_latency_ms bigint,
    deleted integer not null,
    created_at bigint not null,
    updated_at bigint not null
);

create unique index messages_key on messages (endpoint_id, idempotency_key)
    where deleted = 0 and idempotency_key is not null;

create index messages_project on messages (project_id, number);

create index messages_retained on messages (retained_until) where payload is not null;

create table attempts (
    id text primary key,
    message_id text not null references messages (id),
    attempt_no integer not null,
    created_at bigint not null,
    took_ms bigint not null,
    response_status integer,
    error_text text,
    retry_type text,
    retry_after_seconds bigint
);

create unique index attempts_message on attempts (message_id, attempt_no);

create table exports (
    number ${numbered},
    id text not null unique,
    project_id text not null references projects (id),
    status text not null,
    filter_start bigint not null,
    filter_end bigint not null,
    filter_status text,
    filter_endpoint_id text,
    token text not null unique,
    row_count bigint,
    file_size_bytes bigint,
    error_message text,
    started_at bigint,
    completed_at bigint,
    expires_at bigint,
    deleted integer not null,
    created_at bigint not null
);

create index exports_project on exports (project_id, number);
