-- An export is in the database, where every node finds it. It is written by the node that made the last claim on it, for
-- as long as that node goes on writing.
alter table exports add column claim bigint not null default 0;

alter table exports add column leased_until bigint;

create table export_parts (
    export_id text not null references exports (id),
    number bigint not null,
    content bytea not null,
    primary key (export_id, number)
);

-- What lay in a folder of one node is written again.
update exports
set status = 'pending', row_count = null, file_size_bytes = null, completed_at = null, expires_at = null
where status in ('processing', 'completed') and deleted = 0;
