-- Where others send to. The settings hold secrets and are sealed, as the token is.
create table inbound_endpoints (
    number ${numbered},
    id text not null unique,
    project_id text not null references projects (id),
    settings text not null,
    token text not null,
    paused integer not null,
    deleted integer not null,
    created_at bigint not null,
    updated_at bigint not null
);

create index inbound_endpoints_project on inbound_endpoints (project_id, number);

-- The body is null when it was cleaned up; the headers are sealed. A sender's key may be long, so its digest is indexed.
create table inbound_messages (
    number ${numbered},
    id text not null unique,
    project_id text not null references projects (id),
    inbound_endpoint_id text not null references inbound_endpoints (id),
    status text not null,
    attempt_count integer not null,
    replay_count integer not null,
    body bytea,
    content_type text,
    headers text not null,
    size_bytes bigint not null,
    body_sha256 text not null,
    idempotency_key text,
    key_sha256 text,
    retained_until bigint not null,
    received_at bigint not null,
    updated_at bigint not null
);

create unique index inbound_messages_key on inbound_messages (inbound_endpoint_id, key_sha256)
    where key_sha256 is not null;

create index inbound_messages_project on inbound_messages (project_id, number);

create index inbound_messages_retained on inbound_messages (retained_until) where body is not null;

-- What senders were refused, and why; without the values of their headers.
create table inbound_rejections (
    number ${numbered},
    id text not null unique,
    project_id text not null references projects (id),
    inbound_endpoint_id text not null,
    reason_code text not null,
    reason_detail text not null,
    source_ip text not null,
    headers_redacted text not null,
    received_at bigint not null
);

create index inbound_rejections_project on inbound_rejections (project_id, number);
