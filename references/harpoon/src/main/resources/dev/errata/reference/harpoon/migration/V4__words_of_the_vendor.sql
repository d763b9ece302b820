-- Providers are written as callers read them.
update transactions set telco_provider = lower(telco_provider) where telco_provider is not null;

update payments set provider = lower(provider);

update payment_methods set provider = lower(provider);

-- No message is ever sent when a payment is made, so nothing is to be remembered of it.
alter table transactions drop column payer_sms_sent;
