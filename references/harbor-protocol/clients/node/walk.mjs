/** Walks through every operation with empty and with filled lists. */
import {EVENTS, ERROR, Harbor, LEFT_OUT, OPERATIONS, RESULT, Refused, bootstrap} from './harbor.mjs';

const base = process.env.HARBOR_BASE;
const HOUR = 3_600_000_000_000;

function same(found, expected) {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== other) throw new Error(`found ${one}, not ${other}`);
}

async function refused(code, status, call) {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    same([error.status, error.code], [status, code]);
    return error.message;
  }
  throw new Error(`${code} was expected`);
}

const named = (session, scopes) => bootstrap(base, JSON.stringify({tenant: 'walk', user: 'ada', session, scopes}));
const sent = new Set();
const harbor = new Harbor(await named('one', ['admin', 'console:fleet']), sent);
const mate = new Harbor(await named('one', []), sent);

async function until(run, status) {
  for (let tries = 0; tries < 600; tries++) {
    const {task} = await harbor.call('tasks.get', {id: run});
    if (task.status === status) return;
    await new Promise(wake => setTimeout(wake, 50));
  }
  throw new Error(`${run} did not become ${status}`);
}

async function started(query, more = {}) {
  return (await harbor.call('start', {query, ...more})).task_id;
}

const SEARCHES = ['search.query', 'search.sessions', 'search.tasks', 'search.events', 'search.artifacts'];

async function lists(check) {
  check((await harbor.call('tasks.list', {include_status_counter_strip: true})).rows, 'tasks');
  check((await harbor.call('sessions.list')).rows, 'sessions');
  check((await harbor.call('pause.list')).snapshots, 'pauses');
  check((await harbor.call('artifacts.list', {scope: harbor.identity})).rows, 'artifacts');
  check((await harbor.call('flows.runs.list', {flow_id: 'count_words'})).runs, 'runs');
  for (const search of SEARCHES) check((await harbor.call(search)).rows, search);
  const {buckets} = await harbor.call('events.aggregate', {window: HOUR, bucket: HOUR / 60});
  same(buckets.length, 60);
  check(buckets.filter(bucket => Object.keys(bucket.counts).length > 0), 'counts');
  await harbor.call('metrics.snapshot');
  await harbor.call('flows.metrics', {flow_id: 'count_words'});
}

async function posture() {
  const info = await harbor.call('runtime.info');
  same([info.protocol_version.split('.')[0], info.capabilities.includes('events_subscribe')], ['0', true]);
  same(info.capabilities, [...info.capabilities].sort());
  await harbor.call('runtime.health');
  await harbor.call('runtime.counters');
  await harbor.call('runtime.drivers');
  same((await harbor.call('flows.list')).flows.length, 2);
  await harbor.call('flows.describe', {id: 'count_words'});
}

async function steering() {
  const run = await started('Which boat first?', {priority: 3, description: 'boats', idempotency_key: 'one'});
  same((await harbor.call('start', {query: 'Which boat first?', priority: 3, description: 'boats', idempotency_key: 'one'})).reused, true);
  await until(run, 'running');
  await harbor.steer('inject_context', run, {tide: 'out'});
  await harbor.steer('prioritize', run, {priority: 9.0});
  await harbor.steer('pause', run);
  await until(run, 'paused');
  same((await harbor.call('pause.list', {filter: {status: ['paused']}})).snapshots[0].identity.run, run);
  await harbor.steer('resume', run);
  await until(run, 'running');
  await refused('scope_mismatch', 403, mate.steer('prioritize', run, {priority: 1}));
  await refused('payload_invalid', 422, harbor.steer('inject_context', run, {text: 'x'.repeat(5000)}));
  await harbor.steer('user_message', run, {message: 'the red one'});
  await until(run, 'complete');
  const detail = await harbor.call('tasks.get', {id: run});
  const result = JSON.parse(detail.result_inline);
  RESULT.check(result, 'result');
  same([detail.task.priority, result.answer], [9, 'Answered: the red one']);

  const rejected = await started('May I?');
  await harbor.steer('pause', rejected);
  await until(rejected, 'paused');
  await harbor.steer('reject', rejected, {token: 'x', reason: 'no'});
  await until(rejected, 'failed');
  const approved = await started('May I now?');
  await harbor.steer('pause', approved);
  await until(approved, 'paused');
  await harbor.steer('approve', approved, {});
  await harbor.steer('redirect', approved, {goal: 'Go home'});
  await until(approved, 'complete');
  const cancelled = await started('Whither?');
  await harbor.steer('cancel', cancelled, {hard: true}, 'owner_user');
  await until(cancelled, 'cancelled');
  await refused('not_found', 404, harbor.steer('cancel', cancelled, undefined, 'owner_user'));
  const page = await harbor.call('tasks.list', {page_size: 1, filter: {statuses: ['failed']}});
  same([page.rows.length, page.rows[0].id], [1, rejected]);
}

async function artifacts() {
  const put = {scope: harbor.identity, bytes: Buffer.from('boats').toString('base64'), opts: {filename: 'boats.txt', mime_type: 'text/plain', tags: ['red']}};
  const {ref} = await harbor.call('artifacts.put', put);
  same((await harbor.call('artifacts.put', put)).ref.id, ref.id);
  same((await harbor.call('artifacts.list', {tags: ['red', 'green'], limit: 0})).total_matched, 1);
  await harbor.call('artifacts.get_ref', {id: ref.id, expiry: 0});
  await refused('not_found', 404, harbor.call('artifacts.get_ref', {id: 'nothing'}));
  const session = await harbor.call('sessions.inspect', {session_id: harbor.identity.session});
  same([session.recent_artifacts.length, session.recent_interventions.length], [1, 3]);
}

async function flows() {
  const {run_id} = await harbor.call('flows.run', {flow_id: 'count_words', inputs: {text: 'boats come and go', depth: 2}});
  same((await harbor.call('flows.runs.describe', {run_id})).output_preview, '4');
  await refused('identity_scope_required', 403, mate.call('flows.run', {flow_id: 'count_words'}));
}

async function faults() {
  const cases = [
    ['tasks.get', {}, '`id` must be present.'],
    ['tasks.get', {id: 17}, '`id` must be a string.'],
    ['tasks.list', {page_size: 500}, '`page_size` must be at most 200.'],
    ['tasks.list', {mood: 1}, '`mood` is no member here; members are cursor, filter, identity, include_status_counter_strip, page_size.'],
    ['sessions.list', {sort: 'name'}, '`sort` must be one of started_desc, started_asc, last_activity_desc, cost_desc.'],
    ['artifacts.get_ref', {id: 'x', expiry: 1}, '`expiry` must be 1 minute to 7 days, in nanoseconds.'],
    ['events.aggregate', {window: 60, bucket: 7}, '`bucket` must divide `window` into at most 1000 spans.'],
  ];
  for (const [method, body, message] of cases) same(await refused('invalid_request', 400, harbor.call(method, body)), message);
  await refused('request_too_large', 413, harbor.call('artifacts.put', {bytes: 'A'.repeat(9 << 20)}));
}

async function leftOut() {
  let count = 0;
  for (const [kind, names] of Object.entries(LEFT_OUT)) {
    for (const name of names) {
      const response = await harbor.post(name, kind === 'control', {});
      const body = await response.json();
      ERROR.check(body, name);
      same([response.status, body.code], [404, 'unknown_method']);
      count++;
    }
  }
  return count;
}

await posture();
await lists((rows, name) => {
  if (name !== 'counts' && name !== 'search.query' && name !== 'search.events') same(rows, []);
});
await steering();
await artifacts();
await flows();
await lists((rows, name) => {
  if (rows.length === 0) throw new Error(`${name} must not be empty`);
});
await faults();
const fresh = await harbor.call('auth.rotate_token');
await new Harbor({base_url: harbor.base, token: fresh.new_token, identity: harbor.identity}).call('runtime.info');
const kinds = Object.keys(EVENTS);
const heard = await harbor.events(events => kinds.every(kind => events.some(event => event.type === kind)));
console.log(`events heard / listed: ${new Set(heard.map(event => event.type)).size} / ${kinds.length}`);
console.log(`methods left out with unknown_method: ${await leftOut()}`);
console.log(`operations sent / listed: ${sent.size} / ${OPERATIONS.length}`);
