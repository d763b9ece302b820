-- A message that was deleted stays in the log with the status that it had.
alter table messages add column deleted_at bigint;

update messages set deleted_at = updated_at where deleted = 1;

-- What was seen of an attempt; null where it was not seen. The headers of both sides are sealed.
alter table attempts add column headers text;

alter table attempts add column resolved_ip text;

alter table attempts add column ttfb_ms bigint;
