"""A strict client of Harmont, written from the vendor's wire alone; every answer is held against its shape."""
import json
import urllib.error
import urllib.request

from shapes import Boolean, Free, Integer, Items, Maybe, Members, Merged, OneOf, Text, prove_strict

UUID = Text(r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
TIME = Text(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z')
DATE = Text(r'\d{4}-\d\d-\d\d')
SLUG = Text(r'[a-z0-9]+(-[a-z0-9]+)*')
SECRET = Text(r'[\w-]{43}')
ANY = Maybe(Text())
ROLE = OneOf('owner', 'admin', 'member')
TYPES = ('invalid_request', 'not_found', 'unauthorized', 'forbidden', 'conflict', 'billing', 'server_error',
         'rate_limited')
BUILD_STATES = ('scheduled', 'running', 'failing', 'passed', 'failed', 'canceling', 'canceled')
JOB_STATES = ('pending', 'scheduled', 'assigned', 'running', 'passed', 'failed', 'skipped', 'canceling', 'canceled',
              'timing_out', 'timed_out')
SOURCES = ('stripe_topup', 'coupon_redemption', 'admin_grant', 'vm_lease_debit', 'refund')


class Nothing:
    """An answer without a body."""

    def check(self, value, at):
        if value is not None:
            raise AssertionError(f'{at} has the body {value!r}')


ERROR = Members(error=Merged(
    type=OneOf(*TYPES), code=Text('[a-z][a-z0-9_]*'), message=Text('.+'), doc_url=Text('https?://.+'),
    request_id=Text('.+')))

CHALLENGE = Members(challenge_id=UUID, options=Free())
USER = Members(uuid=UUID, email=Text('.+@.+'), name=ANY)
SIGNED_UP = Members(token=SECRET, user=USER)
SESSION = Members(token=SECRET)
CURRENT_USER = Members(uuid=UUID, email=Text('.+@.+'), name=ANY, personal_org_slug=Maybe(SLUG))
PASSKEY = Members(uuid=UUID, nickname=ANY, aaguid=Maybe(Text('[0-9a-f]{32}')), created_at=TIME, last_used_at=Maybe(TIME))
API_TOKEN = Members(id=UUID, description=ANY, created_at=TIME, expires_at=Maybe(TIME), last_used_at=Maybe(TIME))
ORGANIZATION = Members(slug=SLUG, name=Text('.+'), url=ANY, created_at=TIME)
MEMBER = Members(user_uuid=UUID, email=Text('.+@.+'), name=ANY, role=ROLE)
INVITE = dict(id=UUID, email=Text('.+@.+'), role=OneOf('admin', 'member'), expires_at=TIME)
PIPELINE = Members(
    slug=SLUG, name=Text('.+'), repo_name=ANY, description=ANY, repository=Text(), default_branch=Text('.+'),
    visibility=OneOf('private', 'public'), allow_manual=Boolean(), created_at=TIME)
BUILD = Members(
    number=Integer(), state=OneOf(*BUILD_STATES), pipeline_slug=SLUG, source=ANY, branch=ANY, commit=ANY, message=ANY,
    error_code=ANY, error_message=ANY, created_at=TIME, scheduled_at=Maybe(TIME), started_at=Maybe(TIME),
    finished_at=Maybe(TIME))
JOB = Members(
    id=UUID, state=OneOf(*JOB_STATES), step_key=ANY, name=ANY, command=ANY, exit_code=Maybe(Integer()),
    soft_failed=Boolean(), soft_fail_policy=Maybe(Free()), retry_policy=Maybe(Free()), error_code=ANY, error_message=ANY,
    depends_on=Items(UUID), created_at=TIME, started_at=Maybe(TIME), finished_at=Maybe(TIME))
LOG_TOKEN = Members(token=Text('.+'), expires_at=TIME)
TRANSACTION = Members(
    id=UUID, amount_cents=Integer(), source=OneOf(*SOURCES), description=ANY, created_at=TIME)
USED = dict(cpu_seconds=Integer(), memory_gb_seconds=Integer(), disk_gb_seconds=Integer(), total_cents=Integer())
USED_JOB = Members(
    job_id=Maybe(UUID), job_name=ANY, step_key=ANY, vm_handle=ANY, cpu_count=Integer(), memory_gb=Integer(),
    disk_gb=Integer(), duration_seconds=Maybe(Integer()), amount_cents=Integer(), started_at=TIME, finished_at=Maybe(TIME))
USED_BUILD = Members(
    build_id=Maybe(UUID), build_number=Maybe(Integer()), build_external_id=Maybe(UUID), pipeline_id=Maybe(UUID),
    pipeline_name=ANY, pipeline_slug=ANY, total_cents=Integer(), started_at=TIME, finished_at=Maybe(TIME),
    job_count=Integer(), jobs=Items(USED_JOB))
CHUNK = Members(seq=Integer(), stream_kind=OneOf(0, 1, 2), content=Text(), ts=Maybe(Integer()))
EVENTS = {'history': Members(chunks=Items(CHUNK)), 'chunk': CHUNK, 'done': Members()}
NOTHING = Nothing()


def data(shape):
    return Members(data=Items(shape))


def page(shape):
    return Members(data=Items(shape), next_cursor=ANY)


class Refused(Exception):
    """An error of the API, with what callers may read of it."""

    def __init__(self, status, error):
        super().__init__(error['message'])
        self.status = status
        self.code = error['code']


class Harmont:
    """One token, or none; ``sent`` holds the names of the operations that were sent."""

    def __init__(self, base, token=None, sent=None):
        self.base = base
        self.token = token
        self.sent = set() if sent is None else sent

    def signed_in(self, token):
        return Harmont(self.base, token, self.sent)

    def call(self, operation, method, path, shape, status=200, body=None, headers=()):
        """Sends one operation below ``/api/v0``; only what has a body says of which type it is."""
        self.sent.add(operation)
        content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(self.base + '/api/v0' + path, data=content, method=method)
        if self.token is not None:
            request.add_header('Authorization', 'Bearer ' + self.token)
        if content is not None:
            request.add_header('Content-Type', 'application/json')
        for name, value in headers:
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request) as answer:
                found, request_id, text = answer.status, answer.headers['X-Request-Id'], answer.read()
        except urllib.error.HTTPError as refusal:
            found, request_id, text = refusal.code, refusal.headers['X-Request-Id'], refusal.read()
        answer = json.loads(text) if text else None
        if found >= 400:
            ERROR.check(answer, operation)
            prove_strict(ERROR, {'error': {name: answer['error'][name] for name in ERROR.members['error'].members}})
            OneOf(request_id).check(answer['error']['request_id'], f'request_id of {operation}')
            raise Refused(found, answer['error'])
        OneOf(status).check(found, f'status of {operation}')
        shape.check(answer, operation)
        prove_strict(shape, answer)
        return answer

    def logs(self, job, token, last_event_id=None):
        """The events of a job that has ended: their types, their ids and their data."""
        address = f'{self.base}/v0/jobs/{job}/logs?token={token}'
        if last_event_id is not None:
            address += f'&last_event_id={last_event_id}'
        events = []
        with urllib.request.urlopen(address) as stream:
            Text('text/event-stream.*').check(stream.headers['Content-Type'], 'type of the stream')
            for block in stream.read().decode().split('\n\n'):
                fields = dict(line.split(': ', 1) for line in block.splitlines() if not line.startswith(':'))
                if 'event' in fields:
                    told = json.loads(fields['data'])
                    shape = EVENTS[fields['event']]
                    shape.check(told, fields['event'])
                    prove_strict(shape, told)
                    events.append((fields['event'], fields.get('id'), told))
        return events
