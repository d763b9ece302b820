-- Times are milliseconds since 1970 in UTC.
create table users (
    id text primary key,
    email text not null unique,
    name text not null,
    created_at bigint not null
);

-- One row, which whoever makes an account holds until it is made: they are counted one by one.
create table signups (
    id integer primary key,
    cap bigint
);

insert into signups (id, cap) values (1, null);

create table identities (
    user_id text not null references users (id),
    provider text not null,
    primary key (user_id, provider)
);

create table passkeys (
    credential text primary key,
    id text not null unique,
    user_id text not null references users (id),
    nickname text,
    key text not null,
    backup_eligible integer not null,
    uses bigint not null,
    created_at bigint not null,
    last_used_at bigint
);

create index passkeys_user on passkeys (user_id);

create table challenges (
    id text primary key,
    purpose text not null,
    binding text not null,
    user_id text not null,
    challenge text not null,
    expires_at bigint not null
);

create index challenges_expires on challenges (expires_at);

create table links (
    hash text primary key,
    purpose text not null,
    email text not null,
    name text not null,
    expires_at bigint not null
);

create index links_expires on links (expires_at);

create table tokens (
    id text primary key,
    hash text not null unique,
    user_id text not null references users (id),
    type text not null,
    description text,
    created_at bigint not null,
    expires_at bigint,
    last_used_at bigint
);

create index tokens_user on tokens (user_id);

create table organizations (
    number ${numbered},
    slug text not null unique,
    name text not null,
    created_at bigint not null
);

create table members (
    organization text not null references organizations (slug),
    user_id text not null references users (id),
    primary key (organization, user_id)
);

create index members_user on members (user_id);

create table pipelines (
    number ${numbered},
    organization text not null references organizations (slug),
    slug text not null,
    name text not null,
    allow_manual integer not null,
    builds bigint not null default 0,
    created_at bigint not null,
    unique (organization, slug)
);

-- What a build does is decided when it is made; its state follows from the time.
create table builds (
    pipeline bigint not null references pipelines (number),
    number bigint not null,
    branch text not null,
    revision text not null,
    message text,
    source text not null,
    jobs text not null,
    created_at bigint not null,
    canceled_at bigint,
    primary key (pipeline, number)
);

create table ledger (
    number ${numbered},
    organization text not null references organizations (slug),
    cents bigint not null,
    reason text not null,
    created_at bigint not null
);

create index ledger_organization on ledger (organization, number);

create table checkouts (
    id text primary key,
    organization text not null references organizations (slug),
    user_id text not null references users (id),
    cents bigint not null,
    created_at bigint not null
);

create index checkouts_user on checkouts (user_id);
