"""Every operation of the wire, with empty and with filled lists, and the stream of a log; prints what was sent."""
import json
import os
import urllib.request

from harmont import (API_TOKEN, BUILD, CHALLENGE, CURRENT_USER, INVITE, JOB, LOG_TOKEN, MEMBER, NOTHING, ORGANIZATION,
                     PASSKEY, PIPELINE, SESSION, SIGNED_UP, TRANSACTION, USED, USED_BUILD, DATE, Harmont, Refused, data,
                     page)
from shapes import Free, Integer, Items, Members, OneOf, Text

OPERATIONS = 67


def same(found, wanted):
    if found != wanted:
        raise AssertionError(f'{found!r} is not {wanted!r}')


def refused(code, status, call, *arguments, **named):
    """The refusal of a call; one that is taken, or refused otherwise, raises."""
    try:
        call(*arguments, **named)
    except Refused as error:
        same((error.code, error.status), (code, status))
        return error
    raise AssertionError(f'{code} was expected, and the call was taken')


class World:
    """What happens around a client: people with mail boxes and authenticators, a payment provider. No part of the API."""

    def __init__(self, base, token):
        self.base = base
        self.token = token

    def fixture(self, name, /, **arguments):
        return self._control('/_control/fixtures/' + name, {key: str(value) for key, value in arguments.items()})

    def advance(self, seconds):
        self._control('/_control/clock', {'advance': f'PT{seconds}S'})

    def _control(self, path, body):
        request = urllib.request.Request(self.base + path, data=json.dumps(body).encode(), method='POST')
        request.add_header('Content-Type', 'application/json')
        request.add_header('Control-Token', self.token)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


class Walk:
    def __init__(self, base, token):
        self.world = World(base, token)
        account = self.world.fixture('account')
        self.email = account['email']
        self.fresh = account['fresh_email']
        self.org = account['organization']
        self.nobody = Harmont(base)
        self.api = self.nobody.signed_in(account['token'])
        self.o = '/organizations/' + self.org
        self.p = self.o + '/pipelines/' + account['pipeline']

    def register(self, challenge):
        made = self.world.fixture('passkey_create', options=json.dumps(challenge['options']))
        return made['attestation'], made['credential']

    def people(self):
        call = self.nobody.call
        call('passkeySignupBegin', 'POST', '/auth/passkey/signup/begin', NOTHING, 204,
             {'email': self.fresh, 'name': 'Ada'})
        link = self.world.fixture('link', email=self.fresh)['link_token']
        asked = call('passkeySignupOptions', 'POST', '/auth/passkey/signup/options', CHALLENGE,
                     body={'verification_token': link})
        attestation, credential = self.register(asked)
        made = call('passkeySignupFinalize', 'POST', '/auth/passkey/signup/finalize', SIGNED_UP, body={
            'challenge_id': asked['challenge_id'], 'verification_token': link, 'attestation': attestation})
        same(made['user']['email'], self.fresh)

        asked = call('passkeyLoginOptions', 'POST', '/auth/passkey/login/options', CHALLENGE, body={})
        used = self.world.fixture('passkey_get', options=json.dumps(asked['options']), credential=credential)
        call('passkeyLoginFinalize', 'POST', '/auth/passkey/login/finalize', SESSION, body={
            'challenge_id': asked['challenge_id'], 'assertion': used['assertion']})

        call('recoverBegin', 'POST', '/auth/recover/begin', NOTHING, 204, {'email': self.fresh})
        link = self.world.fixture('link', email=self.fresh)['link_token']
        asked = call('recoverOptions', 'POST', '/auth/recover/options', CHALLENGE, body={'magic_link_token': link})
        attestation, _ = self.register(asked)
        call('recoverFinalize', 'POST', '/auth/recover/finalize', SIGNED_UP, body={
            'challenge_id': asked['challenge_id'], 'magic_link_token': link, 'attestation': attestation})

        for name in ('Google', 'Github'):
            code = self.world.fixture('person', email=name.lower() + self.email, name='Grace')['code']
            call('auth' + name, 'POST', '/auth/' + name.lower(), SIGNED_UP,
                 body={'code': code, 'redirect_uri': 'http://localhost:3000/' + name.lower()})

    def sessions(self):
        call, mine = self.nobody.call, self.api.call
        nonce = 'nonce-of-' + self.email
        refused('cli_code_invalid', 400, call, 'cliClaim', 'POST', '/auth/cli/claim', SESSION, body={'nonce': nonce})
        mine('cliTransfer', 'POST', '/auth/cli/transfer', NOTHING, 204, {'nonce': nonce})
        claimed = call('cliClaim', 'POST', '/auth/cli/claim', SESSION, body={'nonce': nonce})['token']
        code = mine('cliCode', 'POST', '/auth/cli/code', Members(code=Text('[0-9A-HJKMNP-TV-Z]{16}')))['code']
        call('cliRedeem', 'POST', '/auth/cli/redeem', SESSION, body={'code': code})
        program = self.api.signed_in(claimed)
        program.call('logout', 'POST', '/auth/logout', NOTHING, 204)
        refused('unauthorized', 401, program.call, 'getCurrentUser', 'GET', '/user', CURRENT_USER)

    def account(self):
        mine = self.api.call
        same(mine('getCurrentUser', 'GET', '/user', CURRENT_USER)['personal_org_slug'], self.org)
        same(mine('updateCurrentUser', 'PATCH', '/user', CURRENT_USER, body={'name': 'Ada Byron'})['name'], 'Ada Byron')
        same(mine('listPasskeys', 'GET', '/user/passkeys', Members(passkeys=Items(PASSKEY)))['passkeys'], [])
        asked = mine('passkeyRegisterOptions', 'POST', '/auth/passkey/register/options', CHALLENGE)
        attestation, _ = self.register(asked)
        made = mine('passkeyRegisterFinalize', 'POST', '/auth/passkey/register/finalize', PASSKEY, body={
            'challenge_id': asked['challenge_id'], 'attestation': attestation})
        same(made['nickname'], 'Passkey')
        listed = mine('listPasskeys', 'GET', '/user/passkeys', Members(passkeys=Items(PASSKEY)))['passkeys']
        same([one['uuid'] for one in listed], [made['uuid']])
        refused('passkey_last_credential', 409, mine, 'deletePasskey', 'DELETE', '/user/passkeys/' + made['uuid'], NOTHING)
        asked = mine('passkeyRegisterOptions', 'POST', '/auth/passkey/register/options', CHALLENGE)
        attestation, _ = self.register(asked)
        mine('passkeyRegisterFinalize', 'POST', '/auth/passkey/register/finalize', PASSKEY, body={
            'challenge_id': asked['challenge_id'], 'attestation': attestation, 'nickname': 'Laptop'})
        mine('deletePasskey', 'DELETE', '/user/passkeys/' + made['uuid'], NOTHING, 204)

        tokens = Members(api_tokens=Items(API_TOKEN))
        same(mine('listApiTokens', 'GET', '/user/api-tokens', tokens)['api_tokens'], [])
        made = mine('createApiToken', 'POST', '/user/api-tokens',
                    Members(token=Text(r'hm_[\w-]{43}'), api_token=API_TOKEN), 201, {'description': 'deploy'})
        same(made['api_token']['expires_at'], None)
        same(len(mine('listApiTokens', 'GET', '/user/api-tokens', tokens)['api_tokens']), 1)
        mine('revokeApiToken', 'DELETE', '/user/api-tokens/' + made['api_token']['id'], NOTHING, 204)

    def organizations(self):
        mine = self.api.call
        made = mine('createOrganization', 'POST', '/organizations', ORGANIZATION, 201,
                    {'name': 'Of ' + self.email, 'url': 'https://acme.example.com'})
        o = '/organizations/' + made['slug']
        same(mine('getOrganization', 'GET', o, ORGANIZATION), made)
        first, second = mine('listOrganizations', 'GET', '/organizations', page(ORGANIZATION))['data']
        same((first['slug'], second['slug']), (self.org, made['slug']))
        cursor = mine('listOrganizations', 'GET', '/organizations?limit=1', page(ORGANIZATION))['next_cursor']
        same(mine('listOrganizations', 'GET', '/organizations?limit=1&cursor=' + cursor, page(ORGANIZATION)),
             {'data': [second], 'next_cursor': None})

        same(mine('listInvites', 'GET', o + '/invites', data(Members(**INVITE)))['data'], [])
        guest = self.world.fixture('account')
        invite = Members(**INVITE, token=Text('.+'))
        gone = mine('createInvite', 'POST', o + '/invites', invite, 201, {'email': 'x@example.com', 'role': 'admin'})
        mine('revokeInvite', 'DELETE', o + '/invites/' + gone['id'], NOTHING, 204)
        kept = mine('createInvite', 'POST', o + '/invites', invite, 201, {'email': guest['email'], 'role': 'member'})
        listed = mine('listInvites', 'GET', o + '/invites', data(Members(**INVITE)))['data']
        same([one['id'] for one in listed], [kept['id']])
        joined = self.api.signed_in(guest['token']).call(
            'acceptInvite', 'POST', '/invites/accept', ORGANIZATION, body={'token': kept['token']})
        same(joined['slug'], made['slug'])

        members = mine('listOrgMembers', 'GET', o + '/members', data(MEMBER))['data']
        same([one['role'] for one in members], ['member', 'owner'])
        path = o + '/members/' + members[0]['user_uuid']
        same(mine('updateOrgMember', 'PATCH', path, MEMBER, body={'role': 'owner'})['role'], 'owner')
        mine('removeOrgMember', 'DELETE', path, NOTHING, 204)
        refused('last_owner', 409, mine, 'removeOrgMember', 'DELETE', o + '/members/' + members[1]['user_uuid'], NOTHING)

    def builds(self):
        mine = self.api.call
        made = mine('createPipeline', 'POST', self.o + '/pipelines', PIPELINE, 201, {
            'name': 'E2E Tests', 'repository': 'local/e2e', 'default_branch': 'main'})
        same((made['slug'], made['repo_name']), ('e2e-tests', 'e2e'))
        p = self.o + '/pipelines/e2e-tests'
        same(mine('getPipeline', 'GET', p, PIPELINE), made)
        same(mine('listPipelines', 'GET', self.o + '/pipelines', page(PIPELINE))['data'][1], made)
        same(mine('listBuilds', 'GET', p + '/builds', page(BUILD))['data'], [])

        ir = json.dumps({'version': '0', 'default_image': 'alpine', 'steps': [
            {'type': 'command', 'key': 'test', 'label': 'Test', 'cmd': 'echo hello from e2e', 'env': {'CI': '1'}},
            {'type': 'wait'},
            {'type': 'command', 'key': 'ship', 'cmd': 'exit 3'}]})
        start = {'branch': 'main', 'commit': '1f0c3d2', 'message': 'go', 'source_b64': 'aGVsbG8=', 'pipeline_ir': ir,
                 'env': {'A': 'b'}}
        build = mine('createBuild', 'POST', p + '/builds', BUILD, 201, start)
        same((build['number'], build['state'], build['source']), (1, 'scheduled', 'api'))
        b = p + '/builds/1'
        for _ in range(7):
            mine('getBuild', 'GET', b, BUILD)
            mine('listJobs', 'GET', b + '/jobs', data(JOB))
            self.world.advance(9)
        same(mine('getBuild', 'GET', b, BUILD)['state'], 'failed')
        test, ship = mine('listJobs', 'GET', b + '/jobs', data(JOB))['data']
        same((test['state'], test['exit_code'], ship['state'], ship['exit_code']), ('passed', 0, 'failed', 3))
        same(ship['depends_on'], [test['id']])
        same(mine('getJob', 'GET', b + '/jobs/' + ship['id'], JOB), ship)

        token = mine('getBuildLogToken', 'GET', b + '/log-token', LOG_TOKEN)['token']
        events = self.api.logs(test['id'], token)
        same([event[0:2] for event in events], [('history', None), ('done', None)])
        same([chunk['content'] for chunk in events[0][2]['chunks']], ['hello from e2e\n'])
        same(self.api.logs(test['id'], token, 1)[0][2], {'chunks': []})

        other = mine('createBuild', 'POST', p + '/builds', BUILD, 201, start)
        for _ in range(2):
            same(mine('cancelBuild', 'PUT', f'{p}/builds/{other["number"]}/cancel', BUILD)['state'], 'canceled')
        same([one['number'] for one in mine('listBuilds', 'GET', p + '/builds', page(BUILD))['data']], [2, 1])
        self.world.fixture('discovered', organization=self.org, repo_name='acme/shop', source_slug='ci')
        mine('createBuildBySource', 'POST', self.o + '/builds', BUILD, 201, {
            'repo_name': 'acme/shop', 'source_slug': 'ci', 'branch': 'main', 'commit': '1f0c3d2'})
        refused('build_plan_rejected', 400, mine, 'createBuild', 'POST', p + '/builds', BUILD, 201,
                {**start, 'pipeline_ir': '{}'})
        same(mine('getBuild', 'GET', p + '/builds/3', BUILD)['error_code'], 'bad_version')
        refused('source_not_found', 404, mine, 'getBuildSource', 'GET',
                '/internal/builds/' + test['id'] + '/source.tar.gz', NOTHING)

    def billing(self):
        mine = self.api.call
        balance = Members(balance_cents=Integer())
        before = mine('getBillingBalance', 'GET', '/billing/balance/' + self.org, balance)['balance_cents']
        coupon = self.world.fixture('coupon', cents=250)['coupon']
        same(mine('redeemCoupon', 'POST', '/billing/coupon/redeem/' + self.org,
                  Members(credit_cents=Integer(), balance_cents=Integer()), body={'code': coupon}),
             {'credit_cents': 250, 'balance_cents': before + 250})
        address = mine('createCheckout', 'POST', '/billing/checkout/' + self.org,
                       Members(checkout_url=Text('https://.+')), body={'amount_cents': 5000})['checkout_url']
        payment = self.world.fixture('payment', checkout=address.rsplit('/', 1)[1])
        self.nobody.call('stripeWebhook', 'POST', '/stripe/webhook', Members(status=OneOf('ok')),
                         body=payment['event'].encode(), headers=(('Stripe-Signature', payment['signature']),))
        entries = mine('listBillingTransactions', 'GET', '/billing/transactions/' + self.org, page(TRANSACTION))['data']
        same([one['amount_cents'] for one in entries[:2]], [5000, 250])
        same(mine('getBillingBalance', 'GET', '/billing/balance/' + self.org, balance)['balance_cents'], before + 5250)

        usage = '/billing/usage/' + self.org
        long_ago = '?from=2020-01-01T00:00:00Z&to=2020-01-03T00:00:00Z'
        same(mine('getBillingUsage', 'GET', usage + long_ago, Members(**USED))['total_cents'], 0)
        bucket = data(Members(date=DATE, **USED))
        same(len(mine('getBillingUsageSeries', 'GET', usage + '/series' + long_ago, bucket)['data']), 3)
        same(mine('getBillingUsageBreakdown', 'GET', usage + '/breakdown' + long_ago, data(USED_BUILD))['data'], [])
        day = entries[-1]['created_at'][:10]
        today = f'?from={day}T00:00:00Z&to={int(day[:4]) + 1}{day[4:]}T00:00:00Z'
        used = mine('getBillingUsage', 'GET', usage + today, Members(**USED))
        builds = mine('getBillingUsageBreakdown', 'GET', usage + '/breakdown' + today, data(USED_BUILD))['data']
        same(sum(one['total_cents'] for one in builds), -used['total_cents'])
        same(sum(one['total_cents'] for one in
                 mine('getBillingUsageSeries', 'GET', usage + '/series' + today, bucket)['data']), used['total_cents'])

    def providers(self):
        mine = self.api.call
        github, bitbucket = self.o + '/github/installations', self.o + '/bitbucket'
        same(mine('listGithubInstallations', 'GET', github, data(Free()))['data'], [])
        refused('github_installation_not_found', 404, mine, 'connectGithubInstallation', 'POST', github, Free(), 201,
                {'installation_id': 17})
        refused('github_installation_id_invalid', 400, mine, 'connectGithubInstallation', 'POST', github, Free(), 201,
                {'installation_id': 0})
        mine('disconnectGithubInstallation', 'DELETE', github + '/17', NOTHING, 204)
        same(mine('listGithubInstallationRepos', 'GET', github + '/17/repos', data(Free()))['data'], [])
        refused('github_installation_not_found', 404, mine, 'syncGithubInstallation', 'POST', github + '/17/sync', Free())
        refused('bitbucket_not_configured', 503, mine, 'bitbucketOAuthUrl', 'GET', bitbucket + '/oauth-url', Free())
        same(mine('listBitbucketWorkspaces', 'GET', bitbucket + '/workspaces', Members(workspaces=Items(Free()))),
             {'workspaces': []})
        refused('bitbucket_invalid_state', 403, mine, 'connectBitbucket', 'POST', '/integrations/bitbucket/connect',
                Free(), 201, {'code': 'x', 'state': 'x'})
        for operation, verb, path in (('listBitbucketRepos', 'GET', '/acme/repos'),
                                      ('disconnectBitbucket', 'DELETE', '/acme')):
            refused('bitbucket_workspace_not_found', 404, mine, operation, verb, bitbucket + '/workspaces' + path, Free())
        same(mine('listOrgRepos', 'GET', self.o + '/repos', data(Free()))['data'], [])
        same(self.nobody.call('ping', 'GET', '/ping', Members(status=OneOf('ok'))), {'status': 'ok'})

    def end(self):
        account = self.world.fixture('account')
        self.api.signed_in(account['token']).call('deleteCurrentUser', 'DELETE', '/user', NOTHING, 204)
        refused('account_has_billing_history', 409, self.api.call, 'deleteCurrentUser', 'DELETE', '/user', NOTHING)

    def run(self):
        for part in (self.people, self.sessions, self.account, self.organizations, self.builds, self.billing,
                     self.providers, self.end):
            part()
            # Each token may call so often a minute.
            self.world.advance(60)
        print(f'operations sent / listed: {len(self.api.sent)} / {OPERATIONS}')


if __name__ == '__main__':
    Walk(os.environ['HARMONT_BASE'], os.environ['HARMONT_CONTROL_TOKEN']).run()
