-- Runs of flows, which were kept among the tasks.
create table flow_runs (
    number ${numbered},
    id text not null unique,
    tenant text not null,
    owner text not null,
    session text not null,
    flow_id text not null,
    started_at bigint not null,
    duration_ms bigint not null,
    output text not null
);

create index flow_runs_flow on flow_runs (tenant, flow_id, number);

insert into flow_runs (id, tenant, owner, session, flow_id, started_at, duration_ms, output)
select id, tenant, owner, session, query, created_at, updated_at - created_at, result
from tasks where kind = 'flow' and result is not null order by number;

delete from tasks where kind = 'flow';
