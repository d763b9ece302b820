create index inbound_rejections_endpoint on inbound_rejections (inbound_endpoint_id, received_at);
