-- What subscribers were told of a payment: each thing once.
create table events (
    reference text not null references transactions (reference),
    type text not null,
    told_at bigint not null,
    primary key (reference, type)
);
