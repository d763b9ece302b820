-- Times are milliseconds since 1970 in UTC; the user is called owner, because user is a word of SQL.
create table sessions (
    tenant text not null,
    owner text not null,
    id text not null,
    opened_at bigint not null,
    last_at bigint not null,
    closed_at bigint,
    primary key (tenant, owner, id)
);

create table tasks (
    number ${numbered},
    id text not null unique,
    tenant text not null,
    owner text not null,
    session text not null,
    kind text not null,
    status text not null,
    priority integer not null,
    query text not null,
    description text,
    idempotency_key text,
    fingerprint text not null,
    created_at bigint not null,
    updated_at bigint not null,
    steps integer not null,
    result text,
    foreign key (tenant, owner, session) references sessions (tenant, owner, id)
);

create unique index tasks_idempotency on tasks (tenant, owner, session, idempotency_key);

create table artifacts (
    number ${numbered},
    id text not null unique,
    tenant text not null,
    owner text not null,
    session text not null,
    mime_type text not null,
    size_bytes bigint not null,
    filename text,
    sha256 text not null,
    namespace text not null,
    source text not null,
    driver text not null,
    created_at bigint not null
);

create index artifacts_owner on artifacts (tenant, owner, session, number);

create table blobs (
    id text primary key,
    bytes bytea not null
);
