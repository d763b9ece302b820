"""A strict client of Harbor, written from the vendor's pages alone: every operation with empty and with filled lists."""
import json
import os
import time
import urllib.error
import urllib.request

from shapes import Boolean, Free, Integer, Items, Maybe, Members, Merged, OneOf, Text, prove_strict

TIME = Text(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z')
WORKSPACE = Members(
    id=Text('ws_.+'), name=Text('.+'), status=OneOf('active', 'suspended', 'archived'), created_at=TIME)
EVENT = Members(id=Text('evt_.+'), type=Text('.+'), workspace_id=Text('ws_.+'), payload=Free(), created_at=TIME)
WEBHOOK = dict(
    id=Text('wh_.+'), workspace_id=Text('ws_.+'), url=Text('https://.+'), events=Items(Text('.+')),
    status=OneOf('active', 'disabled'), created_at=TIME)
ATTEMPT = Members(
    number=Integer(), at=TIME, took_ms=Integer(), response_status=Maybe(Integer()),
    error=Maybe(Members(code=Maybe(Text('[a-z_]+')), message=Text('.+'))), next_attempt_at=Maybe(TIME))
DELIVERY = Members(
    id=Text('del_.+'), event_id=Text('evt_.+'), status=OneOf('pending', 'succeeded', 'failed'), created_at=TIME,
    attempts=Items(ATTEMPT))
ERROR = Members(error=Merged(
    code=Text('[a-z][a-z_]+'), message=Text('.+'), request_id=Text('req_.+'), retry_after_ms__optional=Integer()))
OPERATIONS = 11


def page(shape):
    return Members(data=Items(shape), has_more=Boolean(), end_cursor=Maybe(Text('.+')))


def same(found, wanted):
    if found != wanted:
        raise AssertionError(f'{found!r} is not {wanted!r}')


class Refused(Exception):
    """An error of the API, with what callers may read of it."""

    def __init__(self, status, error):
        super().__init__(error['message'])
        self.status = status
        self.code = error['code']


class Walk:
    def __init__(self, base, token):
        self.base = base
        self.control = token
        self.sent = set()
        account = self.fixture('account')
        self.key = account['secret_key']
        self.workspace = account['workspace_id']

    def fixture(self, name, /, **arguments):
        """What happens around a client; no part of the API."""
        request = urllib.request.Request(
            self.base + '/_control/fixtures/' + name, data=json.dumps(arguments).encode(), method='POST')
        request.add_header('Content-Type', 'application/json')
        request.add_header('Control-Token', self.control)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def call(self, operation, method, path, shape, status=200, body=None, **headers):
        self.sent.add(operation)
        request = urllib.request.Request(
            self.base + path, data=None if body is None else json.dumps(body).encode(), method=method)
        request.add_header('Authorization', 'Bearer ' + self.key)
        if body is not None:
            request.add_header('Content-Type', 'application/json')
        for name, value in headers.items():
            request.add_header(name.replace('_', '-'), value)
        try:
            with urllib.request.urlopen(request) as answer:
                found, sent, text = answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            answer = json.loads(refusal.read())
            ERROR.check(answer, operation)
            known = {name: value for name, value in answer['error'].items() if name in ERROR.members['error'].members}
            prove_strict(ERROR, {'error': known})
            raise Refused(refusal.code, answer['error']) from None
        for name in ('Limit', 'Remaining', 'Reset'):
            Text(r'\d+').check(sent['Harbor-RateLimit-' + name], f'{name} of {operation}')
        OneOf(status).check(found, f'status of {operation}')
        if shape is None:
            same(text, b'')
            return None
        answer = json.loads(text)
        shape.check(answer, operation)
        prove_strict(shape, answer)
        return answer

    def refused(self, code, status, *arguments, **named):
        try:
            self.call(*arguments, **named)
        except Refused as error:
            return same((error.code, error.status), (code, status))
        raise AssertionError(f'{code} was expected, and the call was taken')

    def events(self):
        same(self.call('getWorkspace', 'GET', '/v1/workspaces/' + self.workspace, WORKSPACE)['status'], 'active')
        query = '/v1/events?workspace_id=' + self.workspace
        same(self.call('listEvents', 'GET', query, page(EVENT)), {'data': [], 'has_more': False, 'end_cursor': None})
        body = {'workspace_id': self.workspace, 'type': 'invoice.paid', 'payload': {'userId': 17, 'tags': ['a', None]}}
        made = self.call('createEvent', 'POST', '/v1/events', EVENT, 201, body, Idempotency_Key='order-17')
        same(made['payload'], body['payload'])
        same(self.call('createEvent', 'POST', '/v1/events', EVENT, 201, body, Idempotency_Key='order-17'), made)
        self.refused('idempotency_conflict', 409, 'createEvent', 'POST', '/v1/events', EVENT, 201,
                     {**body, 'payload': {}}, Idempotency_Key='order-17')
        same(self.call('getEvent', 'GET', '/v1/events/' + made['id'], EVENT), made)
        second = self.call('createEvent', 'POST', '/v1/events', EVENT, 201, body)
        first_page = self.call('listEvents', 'GET', query + '&limit=1', page(EVENT))
        same((first_page['data'], first_page['has_more']), ([second], True))
        rest = self.call('listEvents', 'GET', query + '&starting_after=' + first_page['end_cursor'], page(EVENT))
        same((rest['data'], rest['has_more']), ([made], False))
        self.refused('invalid_request', 400, 'listEvents', 'GET', query + '&limit=101', page(EVENT))
        self.refused('resource_not_found', 404, 'getEvent', 'GET', '/v1/events/evt_nobody', EVENT)

    def webhooks(self):
        query = '/v1/webhooks?workspace_id=' + self.workspace
        same(self.call('listWebhooks', 'GET', query, page(Members(**WEBHOOK)))['data'], [])
        receiver = self.fixture('receiver', status='400', body='no')
        made = self.call('createWebhook', 'POST', '/v1/webhooks', Members(**WEBHOOK, secret=Text('.{24,}')), 201,
                         {'workspace_id': self.workspace, 'url': receiver['receiver_url'], 'events': ['order.made']})
        path = '/v1/webhooks/' + made['id']
        read = self.call('getWebhook', 'GET', path, Members(**WEBHOOK))
        same(read, {name: value for name, value in made.items() if name != 'secret'})
        same(self.call('listWebhooks', 'GET', query, page(Members(**WEBHOOK)))['data'], [read])
        same(self.call('listDeliveries', 'GET', path + '/deliveries', page(DELIVERY))['data'], [])
        self.call('createEvent', 'POST', '/v1/events', EVENT, 201,
                  {'workspace_id': self.workspace, 'type': 'order.made', 'payload': {}})
        delivery = self.tried(path)
        same((delivery['attempts'][0]['response_status'], delivery['status']), (400, 'pending'))
        self.refused('resource_not_found', 404, 'replayDelivery', 'POST', path + '/deliveries/del_nobody/replay', Free())
        good = self.fixture('receiver')
        other = self.call('createWebhook', 'POST', '/v1/webhooks', Members(**WEBHOOK, secret=Text('.{24,}')), 201,
                          {'workspace_id': self.workspace, 'url': good['receiver_url'], 'events': ['*']})
        self.call('createEvent', 'POST', '/v1/events', EVENT, 201,
                  {'workspace_id': self.workspace, 'type': 'cart.left', 'payload': {}})
        path = '/v1/webhooks/' + other['id']
        delivery = self.tried(path)
        same((delivery['status'], delivery['attempts'][0]['error']), ('succeeded', None))
        replayed = self.call('replayDelivery', 'POST', f'{path}/deliveries/{delivery["id"]}/replay',
                             Members(id=Text('del_.+'), status=OneOf('pending')), 202)
        same(replayed['id'], delivery['id'])

    def keys(self):
        """Ours: the vendor has them in its dashboard alone."""
        shape = Members(id=Text('.+'), key=Text('hb_test_.+'), scopes=Items(Text('.+')), expires_at=Maybe(TIME))
        made = self.call('createKey', 'POST', '/v1/keys', shape, 201, {'scopes': ['workspaces:read']})
        own, self.key = self.key, made['key']
        self.call('getWorkspace', 'GET', '/v1/workspaces/' + self.workspace, WORKSPACE)
        self.refused('permission_denied', 403, 'createKey', 'POST', '/v1/keys', shape, 201, {'scopes': ['events:read']})
        revoked, self.key = self.key, own
        self.call('revokeKey', 'DELETE', '/v1/keys/' + made['id'], None, 204)
        self.key = revoked
        self.refused('authentication_failed', 401, 'getWorkspace', 'GET', '/v1/workspaces/' + self.workspace, WORKSPACE)
        self.key = own

    def tried(self, path):
        """The one delivery, once it has an attempt."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            deliveries = self.call('listDeliveries', 'GET', path + '/deliveries', page(DELIVERY))['data']
            if deliveries and deliveries[0]['attempts']:
                return deliveries[0]
            time.sleep(1)
        raise AssertionError('nothing was delivered within a minute')

    def run(self):
        self.events()
        self.webhooks()
        self.keys()
        print(f'operations sent / listed: {len(self.sent)} / {OPERATIONS}')


if __name__ == '__main__':
    Walk(os.environ['HARBOR_BASE'], os.environ['HARBOR_CONTROL_TOKEN']).run()
