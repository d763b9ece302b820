create table rooms (id bigint primary key, name varchar(40) not null);
create table bookings (
  id bigint generated always as identity primary key,
  room bigint not null references rooms,
  night date not null,
  version int not null default 0,
  unique (room, night)
);
insert into rooms values (1, 'Attic');
insert into bookings (room, night) values (1, date '2026-12-24');
