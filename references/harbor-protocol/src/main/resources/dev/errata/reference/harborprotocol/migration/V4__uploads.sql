-- Artifacts whose ids come of their bytes: the same bytes again are the same artifact of their session.
create table uploads (
    number ${numbered},
    id text not null,
    tenant text not null,
    owner text not null,
    session text not null,
    task text,
    mime_type text not null,
    size_bytes bigint not null,
    filename text,
    sha256 text not null,
    namespace text not null,
    source text not null,
    tags text not null,
    driver text not null,
    blob text not null,
    created_at bigint not null,
    unique (tenant, owner, session, id)
);

insert into uploads (id, tenant, owner, session, mime_type, size_bytes, filename, sha256, namespace, source, tags, driver,
    blob, created_at)
select id, tenant, owner, session, mime_type, size_bytes, filename, sha256, namespace, source, '[]', driver, id, created_at
from artifacts order by number;

drop table artifacts;
