-- The numbers at which a team takes money.
create table payment_methods (
    team text not null,
    live integer not null,
    provider text not null,
    phone_number text not null,
    account_name text not null,
    is_default integer not null,
    primary key (team, live, phone_number)
);
