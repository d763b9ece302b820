-- Times are milliseconds since 1970 in UTC; amounts are decimal text and never pass through floating point.
create table transactions (
    reference text primary key,
    team text not null,
    live integer not null,
    hpn_code text not null unique,
    public_slug text not null unique,
    amount text not null,
    currency text not null,
    status text not null,
    client_reference text,
    phone_number text,
    customer_name text,
    description text,
    webhook_url text,
    redirect_url text,
    meta text,
    expected_telco_transaction_id text,
    expected_payer_phone text,
    payer_sms_sent integer not null,
    created_at bigint not null,
    processing_at bigint,
    completed_at bigint,
    expires_at bigint not null,
    actual_amount text,
    payer_phone text,
    payer_name text,
    telco_provider text,
    telco_transaction_id text,
    telco_at bigint
);

create unique index transactions_client_reference on transactions (team, live, client_reference)
    where client_reference is not null;

create index transactions_team on transactions (team, live, created_at);

create index transactions_open on transactions (status, expires_at);

-- What a telco reported, whether or not a transaction was found for it.
create table payments (
    transaction_id text primary key,
    provider text not null,
    amount text not null,
    payer_phone text not null,
    payer_name text,
    hpn_code text,
    received_at bigint not null,
    settled_reference text references transactions (reference)
);

create table webhooks (
    id text primary key,
    team text not null,
    live integer not null,
    url text not null,
    events text not null,
    description text,
    secret text not null,
    is_active integer not null,
    created_at bigint not null,
    updated_at bigint not null
);

create index webhooks_team on webhooks (team, live, created_at);
