alter table users add column personal_organization text;

update users set personal_organization = (select min(organization) from members where user_id = users.id);

alter table organizations add column url text;

alter table members add column role text not null default 'admin';

alter table passkeys add column aaguid text;

alter table pipelines add column description text;
alter table pipelines add column repository text not null default '';
alter table pipelines add column default_branch text not null default 'main';
alter table pipelines add column repo_name text;
-- Only what was found in a repository has one.
alter table pipelines add column source_slug text;

alter table builds add column timeout_seconds integer;
-- Why a build was refused that was kept all the same.
alter table builds add column error_code text;
alter table builds add column error_message text;

create index builds_created on builds (created_at);

alter table ledger add column description text;

update ledger set reason = 'admin_grant' where reason in ('gift', 'correction');
update ledger set reason = 'vm_lease_debit' where reason = 'build';
