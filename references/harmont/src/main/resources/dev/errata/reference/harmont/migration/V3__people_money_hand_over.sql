-- A session that a program takes over from a browser; it is made when it is taken.
create table handovers (
    hash text primary key,
    purpose text not null,
    user_id text not null,
    expires_at bigint not null
);

create table invites (
    id text primary key,
    organization text not null references organizations (slug),
    email text not null,
    role text not null,
    hash text not null unique,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

create index invites_organization on invites (organization);

create table coupons (
    code text primary key,
    credit_cents bigint not null,
    most bigint not null,
    redeemed bigint not null default 0,
    expires_at bigint
);

create table redemptions (
    coupon text not null references coupons (code),
    organization text not null references organizations (slug),
    user_id text not null,
    created_at bigint not null,
    primary key (coupon, organization)
);

create index redemptions_user on redemptions (user_id);

-- What the payment provider has told, once.
create table payment_events (
    id text primary key,
    created_at bigint not null
);

-- Whoever has begun a checkout may end the account and pay all the same: the organization gets its credit.
create table begun_checkouts (
    id text primary key,
    organization text not null references organizations (slug),
    user_id text not null,
    cents bigint not null,
    created_at bigint not null,
    completed_at bigint
);

insert into begun_checkouts (id, organization, user_id, cents, created_at)
    select id, organization, user_id, cents, created_at from checkouts;

drop table checkouts;

alter table begun_checkouts rename to checkouts;

create index checkouts_user on checkouts (user_id);
