"""A strict client of Harpoon, written from the vendor's wire alone; every answer is held against its shape."""
import hashlib
import hmac
import json
import urllib.error
import urllib.request

from shapes import Boolean, Free, Integer, Items, Maybe, Members, OneOf, Text, prove_strict

UUID = Text(r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
TIME = Text(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z')
AMOUNT = Text(r'\d+\.\d\d')
SIGNED = Text(r'-?\d+\.\d\d')
PHONE = Text(r'0\d{9}')
REFERENCE = Text(r'hpn_trx_[0-9a-f]{32}')
HPN_CODE = Text(r'[A-Z0-9]{6,10}')
PROVIDER = OneOf('mtn', 'telecel', 'at')
STATUSES = ('CREATED', 'PENDING', 'PROCESSING', 'SUCCESS', 'PARTIAL', 'OVERPAID', 'EXPIRED', 'FAILED', 'MANUAL_REVIEW',
            'REFUNDED', 'CANCELLED')
STATUS = OneOf(*STATUSES)
SETTLED = OneOf('SUCCESS', 'PARTIAL', 'OVERPAID')
DIFFERENCE = OneOf('EXACT', 'UNDERPAID', 'OVERPAID')
EVENTS = ('transaction.completed', 'transaction.failed', 'transaction.expired', 'transaction.refunded',
          'transaction.cancelled', 'transaction.disputed')
TRUE = OneOf(True)
SECRET = Text(r'whsec_.+')

CREATED = Members(
    reference=REFERENCE, hpn_code=HPN_CODE, public_slug=Text(r'[0-9a-f]{16}'), amount=AMOUNT, currency=OneOf('GHS'),
    status=OneOf('PENDING'), expires_at=TIME, created_at=TIME, payer_sms_sent=Boolean(),
    checkout_url=Text(r'https://harpoonsms\.com/pay/[0-9a-f]{16}'), client_reference=Maybe(Text()))

SUMS = dict(
    reference=REFERENCE, hpn_code=HPN_CODE, status=STATUS, expected_amount=AMOUNT, actual_amount=Maybe(AMOUNT),
    difference=Maybe(SIGNED), difference_type=Maybe(DIFFERENCE), currency=OneOf('GHS'))

LIST_ITEM = Members(
    **SUMS, payer_phone=Maybe(PHONE), payer_name=Maybe(Text()), created_at=TIME, completed_at=Maybe(TIME))

TRANSACTION = Members(
    **SUMS,
    payer=Members(phone_number=Maybe(PHONE), name=Maybe(Text())),
    telco=Members(provider=Maybe(PROVIDER), transaction_id=Maybe(Text()), timestamp=Maybe(TIME)),
    meta=Free(),
    timeline=Members(created_at=TIME, pending_at=Maybe(TIME), processing_at=Maybe(TIME), completed_at=Maybe(TIME)),
    processing_time_ms=Maybe(Integer()),
    client_reference=Maybe(Text()))

RECONCILIATION = Members(
    reconciliation_id=Text(r'rec_[0-9a-f]{32}'), status=OneOf('VERIFIED'), transaction_id=Text(),
    transaction_updated=Boolean(), new_transaction_status=SETTLED, matched_amount=AMOUNT, expected_amount=AMOUNT,
    difference=SIGNED, difference_type=OneOf('exact', 'underpaid', 'overpaid'), message=Text())

PAGINATION = Members(
    page=Integer(), per_page=Integer(), total=Integer(), total_pages=Integer(), has_next=Boolean(), has_prev=Boolean())

METHOD = Members(provider=PROVIDER, phone_number=PHONE, account_name=Text(), is_default=Boolean())

WEBHOOK = dict(id=UUID, url=Text('https://.+'), events=Items(OneOf(*EVENTS)), is_active=Boolean(), created_at=TIME)
WEBHOOK_CREATED = Members(**WEBHOOK, secret=SECRET)
WEBHOOK_READ = Members(**WEBHOOK, description=Maybe(Text()), updated_at=TIME)

COLLECTION_ENDPOINT = Members(
    id=UUID, url=Text('https://.+'), description=Maybe(Text()), is_active=Boolean(), is_sandbox=Boolean(),
    last_success_at=Maybe(TIME), last_failure_at=Maybe(TIME), consecutive_failures=Integer(), created_at=TIME,
    updated_at=TIME)

TESTED = Members(success=TRUE, status_code=Integer(), response_body=Text(), message=Text())
DELETED = Members(success=TRUE, deleted=TRUE)
CANCELLED = Members(success=TRUE, reference=REFERENCE, status=OneOf('CANCELLED'), message=Text())

ERROR = Members(success=OneOf(False), error=Members(code=Text(r'[A-Z_]+'), message=Text('.+'), details__optional=Free()))

EVENT_DATA = Members(
    **SUMS, payer_phone=Maybe(PHONE), telco_provider=Maybe(PROVIDER), telco_transaction_id=Maybe(Text()), meta=Free(),
    client_reference=Maybe(Text()))

FORWARDED_DATA = Members(
    transaction_id=UUID, telco_transaction_id=Maybe(Text()), provider=PROVIDER, amount=AMOUNT, currency=OneOf('GHS'),
    reference=Maybe(Text()), payer_phone=Maybe(PHONE), payer_name=Maybe(Text()), transaction_timestamp=TIME)


def event_shape(event):
    forwarded = event == 'transaction.forwarded'
    return Members(
        event=OneOf('transaction.forwarded') if forwarded else OneOf(*EVENTS),
        test__optional=TRUE,
        webhook_id=Text('ocl_.{24}' if forwarded else 'whk_[0-9a-f]{32}'),
        timestamp=TIME,
        data=FORWARDED_DATA if forwarded else EVENT_DATA)


def success(data, **beside):
    return Members(success=TRUE, data=data, **beside)


def verified(headers, body, secret, now):
    """What a receiver asks before it believes: signed over its raw bytes, not more than five minutes ago or ahead."""
    timestamp = headers['X-Harpoon-Timestamp']
    signed = hmac.new(secret.encode(), timestamp.encode() + b'.' + body, hashlib.sha256).hexdigest()
    return (abs(now - int(timestamp)) <= 300
            and hmac.compare_digest('sha256=' + signed, headers['X-Harpoon-Signature']))


class Refused(Exception):
    """An error of the API, with what callers may read of it."""

    def __init__(self, status, error):
        super().__init__(error['message'])
        self.status = status
        self.code = error['code']
        self.details = error.get('details')


class Harpoon:
    """One key; each method is one operation, and puts its name into ``sent``."""

    def __init__(self, base, key, sent=None):
        self.base = base
        self.key = key
        self.sent = set() if sent is None else sent

    def _call(self, operation, method, path, shape, status=200, body=None, headers=()):
        self.sent.add(operation)
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=content, method=method)
        request.add_header('Authorization', 'Bearer ' + self.key)
        if content is not None:
            request.add_header('Content-Type', 'application/json')
        for name, value in headers:
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request) as answer:
                found, sent, text = answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            found, sent, text = refusal.code, refusal.headers, refusal.read()
        if found != 401:
            for name in ('X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'):
                Text(r'\d+').check(sent[name], f'{name} of {operation}')
        Text(r'.+').check(sent['X-Request-Id'], f'X-Request-Id of {operation}')
        answer = json.loads(text)
        if found >= 400:
            ERROR.check(answer, operation)
            prove_strict(ERROR, answer)
            raise Refused(found, answer['error'])
        OneOf(status).check(found, f'status of {operation}')
        shape.check(answer, operation)
        prove_strict(shape, answer)
        return answer

    def initialize(self, **members):
        meta = Members(request_id=Text(r'req_[0-9a-f]{32}'), idempotency_key=Maybe(Text()))
        return self._call('POST /v1/transactions/initialize', 'POST', '/v1/transactions/initialize',
                          success(CREATED, meta=meta), 201, members)

    def transactions(self, query=''):
        return self._call('GET /v1/transactions', 'GET', '/v1/transactions' + query,
                          success(Items(LIST_ITEM), pagination=PAGINATION))

    def transaction(self, reference):
        return self._call('GET /v1/transactions/{reference}', 'GET', f'/v1/transactions/{reference}',
                          success(TRANSACTION))['data']

    def by_hpn(self, code):
        return self._call('GET /v1/transactions/by-hpn/{hpn_code}', 'GET', f'/v1/transactions/by-hpn/{code}',
                          success(TRANSACTION))['data']

    def by_client_ref(self, reference):
        return self._call('GET /v1/transactions/by-client-ref/{client_ref}', 'GET',
                          f'/v1/transactions/by-client-ref/{reference}', success(TRANSACTION))['data']

    def reconcile(self, reference, **members):
        return self._call('POST /v1/transactions/{reference}/reconcile', 'POST',
                          f'/v1/transactions/{reference}/reconcile', success(RECONCILIATION), body=members)['data']

    def cancel(self, reference, **members):
        return self._call('POST /v1/transactions/{reference}/cancel', 'POST',
                          f'/v1/transactions/{reference}/cancel', CANCELLED, body=members or None)

    def payment_methods(self):
        return self._call('GET /v1/merchant/payment-methods', 'GET', '/v1/merchant/payment-methods',
                          success(Items(METHOD)))['data']

    def create_webhook(self, **members):
        return self._call('POST /v1/webhooks', 'POST', '/v1/webhooks', success(WEBHOOK_CREATED, message=Text()), 201,
                          members)['data']

    def webhooks(self):
        return self._call('GET /v1/webhooks', 'GET', '/v1/webhooks', success(Items(WEBHOOK_READ)))['data']

    def webhook(self, webhook):
        return self._call('GET /v1/webhooks/{id}', 'GET', f'/v1/webhooks/{webhook}', success(WEBHOOK_READ))['data']

    def update_webhook(self, webhook, **members):
        return self._call('PUT /v1/webhooks/{id}', 'PUT', f'/v1/webhooks/{webhook}', success(WEBHOOK_READ),
                          body=members)['data']

    def delete_webhook(self, webhook):
        return self._call('DELETE /v1/webhooks/{id}', 'DELETE', f'/v1/webhooks/{webhook}', DELETED)

    def test_webhook(self, webhook):
        return self._call('POST /v1/webhooks/{id}/test', 'POST', f'/v1/webhooks/{webhook}/test', TESTED)

    def webhook_secret(self, webhook, password):
        return self._call('POST /v1/webhooks/{id}/secret', 'POST', f'/v1/webhooks/{webhook}/secret',
                          success(Members(id=UUID, secret=SECRET)), body={'password': password})['data']

    def collection_endpoint(self):
        return self._call('GET /v1/open-collections/endpoint', 'GET', '/v1/open-collections/endpoint',
                          success(Maybe(COLLECTION_ENDPOINT)))['data']

    def create_collection_endpoint(self, **members):
        return self._call('POST /v1/open-collections/endpoint', 'POST', '/v1/open-collections/endpoint',
                          success(COLLECTION_ENDPOINT, secret=SECRET, message__optional=Text()), 201, members)

    def update_collection_endpoint(self, **members):
        return self._call('PUT /v1/open-collections/endpoint', 'PUT', '/v1/open-collections/endpoint',
                          success(COLLECTION_ENDPOINT), body=members)['data']

    def delete_collection_endpoint(self):
        return self._call('DELETE /v1/open-collections/endpoint', 'DELETE', '/v1/open-collections/endpoint', DELETED)

    def test_collection_endpoint(self):
        return self._call('POST /v1/open-collections/endpoint/test', 'POST', '/v1/open-collections/endpoint/test',
                          TESTED)

    def collection_secret(self, password):
        return self._call('POST /v1/open-collections/endpoint/secret', 'POST', '/v1/open-collections/endpoint/secret',
                          success(Members(id=UUID, secret=SECRET)), body={'password': password})['data']
