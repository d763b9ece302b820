create table messages (
    id text not null primary key,
    endpoint text not null,
    body text not null,
    accepted_at bigint not null
);
