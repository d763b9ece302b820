"""Every operation of the wire with empty and with filled lists, and every event; prints what was sent."""
import json
import os

from harpoon import EVENTS, Harpoon, Refused, event_shape, verified
from shapes import prove_strict
from world import Receivers, World

OPERATIONS = 21


def expect(code, status, call, *arguments, **members):
    """The refusal of a call; one that is taken, or refused otherwise, raises."""
    try:
        call(*arguments, **members)
    except Refused as refused:
        if (refused.code, refused.status) != (code, status):
            raise AssertionError(f'{refused.status} {refused.code} came instead of {status} {code}: {refused}')
        return refused
    raise AssertionError(f'{code} was expected, and the call was taken')


def same(found, wanted):
    if found != wanted:
        raise AssertionError(f'{found!r} is not {wanted!r}')


class Walk:
    def __init__(self, base, token, port):
        self.world = World(base, token)
        self.receivers = Receivers(port)
        account = self.world.fixture('account', numbers='none')
        self.team = account['team']
        self.api = Harpoon(base, account['secret_key'])
        self.browser = Harpoon(base, account['public_key'], self.api.sent)
        reader = self.world.fixture('key', team=self.team, scopes='transactions:read')['key']
        self.reader = Harpoon(base, reader, self.api.sent)
        self.events = set()

    def pay(self, **arguments):
        return self.world.fixture('payment', team=self.team, **arguments)['transaction_id']

    def hear(self, name, number, secret, event, test=False):
        headers, body = self.receivers.next(name, number)
        told = json.loads(body)
        shape = event_shape(event)
        shape.check(told, event)
        prove_strict(shape, told)
        same(told['event'], event)
        same(told.get('test', False), test)
        same(headers['X-Harpoon-Webhook-ID'], told['webhook_id'])
        same(headers['Content-Type'], 'application/json')
        same(headers['User-Agent'], 'Harpoon-Webhook/1.0')
        if not verified(headers, body, secret, self.world.now()):
            raise AssertionError(f'{event} does not verify')
        if not test:
            self.events.add(event)
        return told['data']

    def empty(self):
        same(self.api.transactions()['data'], [])
        same(self.api.transactions('?page=9')['data'], [])
        same(self.api.webhooks(), [])
        same(self.api.payment_methods(), [])
        same(self.api.collection_endpoint(), None)
        for call in (self.api.update_collection_endpoint, self.api.delete_collection_endpoint,
                     self.api.test_collection_endpoint):
            expect('WEBHOOK_NOT_FOUND', 404, call)
        expect('TRANSACTION_NOT_FOUND', 404, self.api.transaction, 'hpn_trx_' + '0' * 32)
        expect('TRANSACTION_NOT_FOUND', 404, self.api.by_hpn, 'ZZZZZZ')
        expect('TRANSACTION_NOT_FOUND', 404, self.api.by_client_ref, 'nobody')

    def webhooks(self):
        made = self.api.create_webhook(url=Receivers.address('shop'), events=list(EVENTS), description='the shop')
        self.secret = made['secret']
        same([one['id'] for one in self.api.webhooks()], [made['id']])
        same(self.api.webhook(made['id'])['description'], 'the shop')
        same(self.api.update_webhook(made['id'], description='till')['description'], 'till')
        expect('INVALID_EVENT_TYPE', 400, self.api.create_webhook, url=Receivers.address('shop'),
               events=['transaction.forwarded'])
        expect('INVALID_URL', 400, self.api.create_webhook, url='not a url', events=list(EVENTS))
        expect('INVALID_WEBHOOK_URL', 400, self.api.create_webhook, url='http://shop.example.com/', events=list(EVENTS))
        expect('INVALID_KEY_TYPE', 403, self.browser.webhooks)
        expect('ACCESS_DENIED', 403, self.api.webhook_secret, made['id'], 'password')
        tests = self.api.create_webhook(url=Receivers.address('tests'), events=['transaction.failed'])
        answer = self.api.test_webhook(tests['id'])
        same((answer['status_code'], answer['response_body']), (200, 'thanks'))
        self.hear('tests', 0, tests['secret'], 'transaction.failed', test=True)
        self.receivers.broken.add('tests')
        failed = expect('WEBHOOK_DELIVERY_FAILED', 422, self.api.test_webhook, tests['id'])
        same((failed.details['status_code'], failed.details['response_body']), (500, 'boom'))
        self.api.delete_webhook(tests['id'])
        expect('WEBHOOK_NOT_FOUND', 404, self.api.webhook, tests['id'])

    def payments(self):
        made = self.api.initialize(
            amount='150.00', phone_number='0241234567', currency='GHS', customer_name='Ama Mensah', description='Two tickets',
            redirect_url='https://shop.example.com/thanks', idempotency_key='try-1', client_reference='order-1',
            meta={'order': 1}, expires_in_hours=2, send_sms_to_payer=True)
        same(made['meta']['idempotency_key'], 'try-1')
        first = made['data']
        same(first['payer_sms_sent'], False)
        same(first['checkout_url'], 'https://harpoonsms.com/pay/' + first['public_slug'])
        bare = self.browser.initialize(amount='10.00', description='as the samples of the contract send it')['data']
        same(self.browser.transaction(bare['reference'])['meta'], {})
        number = self.pay(amount='150.00', hpn_code=first['hpn_code'], name='Ama Mensah', provider='telecel')
        for read in (self.api.transaction(first['reference']), self.api.by_hpn(first['hpn_code']),
                     self.api.by_client_ref('order-1')):
            same((read['status'], read['difference'], read['difference_type']), ('SUCCESS', None, 'EXACT'))
            same(read['telco']['provider'], 'telecel')
            same(read['meta'], {'order': 1})
        told = self.hear('shop', 0, self.secret, 'transaction.completed')
        same((told['telco_transaction_id'], told['telco_provider']), (number, 'telecel'))
        page = self.api.transactions('?per_page=1')
        same((len(page['data']), page['pagination']['total'], page['pagination']['has_next']), (1, 2, True))
        same(len(self.api.transactions('?status=SUCCESS&phone_number=0241234567')['data']), 1)
        expect('INVALID_KEY_TYPE', 403, self.browser.transactions)

    def reconciliations(self):
        for number, (paid, strict, difference, kind) in enumerate(
                (('10.00', 10.0, '0.00', 'exact'), ('8.00', '8.00', '-2.00', 'underpaid'),
                 ('12.50', None, '2.50', 'overpaid'))):
            order = self.api.initialize(amount='10.00')['data']
            telco = self.world.fixture('payment', amount=paid)['transaction_id']
            members = {} if strict is None else {'amount': strict}
            done = self.api.reconcile(order['reference'], transaction_id=telco, notes='by hand', **members)
            same((done['difference'], done['difference_type']), (difference, kind))
            told = self.hear('shop', 1 + number, self.secret, 'transaction.completed')
            same(told['difference'], None if kind == 'exact' else difference)
            expect('TRANSACTION_ALREADY_VERIFIED', 409, self.api.reconcile, order['reference'], transaction_id=telco)
        order = self.api.initialize(amount='10.00')['data']
        missing = expect('RECONCILIATION_FAILED', 422, self.api.reconcile, order['reference'],
                         transaction_id='00000000000')
        same(missing.details['status'], 'NOT_FOUND')
        telco = self.world.fixture('payment', amount='9.00')['transaction_id']
        differs = expect('RECONCILIATION_FAILED', 422, self.api.reconcile, order['reference'], transaction_id=telco,
                         amount=10)
        same((differs.details['status'], differs.details['matched_amount']), ('AMOUNT_MISMATCH', '9.00'))

    def endings(self):
        def order(**members):
            return self.api.initialize(amount='10.00', **members)['data']

        cancelled = order()
        self.api.cancel(cancelled['reference'], reason='changed my mind')
        self.api.cancel(cancelled['reference'])
        same(self.hear('shop', 4, self.secret, 'transaction.cancelled')['actual_amount'], None)
        failed = order()
        self.world.fixture('decision', team=self.team, reference=failed['reference'], status='FAILED')
        self.hear('shop', 5, self.secret, 'transaction.failed')
        disputed = order(expected_payer_phone='0241111111')
        self.pay(amount='10.00', hpn_code=disputed['hpn_code'], phone='0242222222')
        same(self.hear('shop', 6, self.secret, 'transaction.disputed')['status'], 'MANUAL_REVIEW')
        refunded = order()
        self.pay(amount='10.00', hpn_code=refunded['hpn_code'])
        self.hear('shop', 7, self.secret, 'transaction.completed')
        self.world.fixture('decision', team=self.team, reference=refunded['reference'], status='REFUNDED')
        self.hear('shop', 8, self.secret, 'transaction.refunded')

    def expiry(self):
        short = self.api.initialize(amount='10.00', expires_in_hours=1)['data']
        self.world.advance(3_601)
        expect('TRANSACTION_EXPIRED', 409, self.api.cancel, short['reference'])
        same(self.hear('shop', 9, self.secret, 'transaction.expired')['reference'], short['reference'])

    def collections(self):
        made = self.api.create_collection_endpoint(url=Receivers.address('till'), description='the till')
        same((made['data']['is_active'], made['data']['consecutive_failures']), (True, 0))
        same(self.api.collection_endpoint(), made['data'])
        telco = self.pay(amount='25.5', hpn_code='rent may')
        self.pay(amount='25.5', hpn_code='rent may', transaction_id=telco)
        told = self.hear('till', 0, made['secret'], 'transaction.forwarded')
        same((told['telco_transaction_id'], told['amount'], told['reference']), (telco, '25.50', 'rent may'))
        same(self.api.test_collection_endpoint()['status_code'], 200)
        self.hear('till', 1, made['secret'], 'transaction.forwarded', test=True)
        self.receivers.broken.add('till')
        expect('WEBHOOK_DELIVERY_FAILED', 422, self.api.test_collection_endpoint)
        expect('INVALID_WEBHOOK_URL', 400, self.api.update_collection_endpoint, url='http://shop.example.com/')
        expect('ACCESS_DENIED', 403, self.api.collection_secret, 'password')
        expect('INVALID_KEY_TYPE', 403, self.browser.collection_endpoint)
        expect('INSUFFICIENT_SCOPE', 403, self.reader.collection_endpoint)
        same(self.api.update_collection_endpoint(is_active=False)['is_active'], False)
        same(self.api.collection_endpoint()['last_failure_at'], None)
        self.api.delete_collection_endpoint()
        same(self.api.collection_endpoint(), None)
        again = self.api.create_collection_endpoint(url=Receivers.address('till'))
        if again['secret'] == made['secret']:
            raise AssertionError('an endpoint that was created again has its old secret')

    def numbers(self):
        settled = self.world.fixture('account')
        same([one['provider'] for one in Harpoon(self.api.base, settled['secret_key']).payment_methods()],
             ['mtn', 'telecel'])

    def refusals(self):
        """The bodies that the contract document prints, to the letter."""
        negative = expect('INVALID_AMOUNT', 400, self.api.initialize, amount='-50.00')
        same((str(negative), negative.details), ('Amount must be a positive number', {'field': 'amount', 'value': '-50.00'}))
        absent = expect('MISSING_REQUIRED_FIELD', 400, self.api.initialize)
        same((str(absent), absent.details), ("Required field 'amount' is missing", {'field': 'amount', 'location': 'body'}))
        scope = expect('INSUFFICIENT_SCOPE', 403, self.reader.cancel, 'hpn_trx_' + '0' * 32)
        same((str(scope), scope.details), ('API key does not have transactions:write scope',
                                           {'required_scope': 'transactions:write',
                                            'available_scopes': ['transactions:read']}))
        for code, members in (('INVALID_CURRENCY', {'currency': 'USD'}), ('INVALID_REFERENCE', {'client_reference': ' '}),
                              ('INVALID_URL', {'redirect_url': 'nowhere'})):
            expect(code, 400, self.api.initialize, amount='1', **members)
        expect('INVALID_REFERENCE', 400, self.api.transaction, 'abc')
        expect('INVALID_HPN_CODE', 400, self.api.by_hpn, 'K0M3F6')
        expect('DUPLICATE_REFERENCE', 409, self.api.initialize, amount='1', client_reference='order-1')
        expect('INVALID_API_KEY', 401, Harpoon(self.api.base, 'hpn_live_sk_mistyped').transactions)
        bound = self.world.fixture('key', team=self.team, allow='203.0.113.0/24')['key']
        expect('IP_NOT_ALLOWED', 403, Harpoon(self.api.base, bound).transactions)
        expect('PAYLOAD_TOO_LARGE', 413, self.api.initialize, amount='1', description='x' * 70_000)

    def run(self):
        self.empty()
        self.webhooks()
        self.payments()
        self.reconciliations()
        self.endings()
        self.collections()
        self.numbers()
        self.refusals()
        self.expiry()
        print(f'events heard / listed: {len(self.events)} / {len(EVENTS) + 1}')
        print(f'operations sent / listed: {len(self.api.sent)} / {OPERATIONS}')


if __name__ == '__main__':
    Walk(os.environ['HARPOON_BASE'], os.environ['HARPOON_CONTROL_TOKEN'], int(os.environ['RECEIVER_PORT'])).run()
