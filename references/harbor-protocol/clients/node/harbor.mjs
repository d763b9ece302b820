/** A strict client of the Harbor Protocol, written from the vendor's wire alone; every answer is held against its shape. */
import {bool, free, integer, list, map, members, nanos, number, oneOf, proveStrict, text, time} from './shapes.mjs';

const VERSION = text(/^0\.\d+\.\d+$/);
const ID = text(/^.+$/);
const STATUS = oneOf('pending', 'running', 'paused', 'complete', 'failed', 'cancelled');
const REASON = oneOf('approval_required', 'await_input', 'external_event', 'constraints_conflict');

const IDENTITY = members({tenant: ID, user: ID, session: ID}, {run: ID, scope: text()});
export const ERROR = members({code: text(/^[a-z_]+$/), message: text(/^.+$/)});
const ACK = members({accepted: oneOf(true), method: ID, protocol_version: VERSION});

const BOOTSTRAP = members(
  {base_url: text(/^http:\/\/.*[^/]$/), token: ID, identity: members({tenant: ID, user: ID, session: ID}),
    scopes: list(oneOf('admin', 'console:fleet')), protocol_version: VERSION},
  {expires_at: time});

const TASK_ROW = members(
  {id: ID, kind: oneOf('foreground', 'background'), status: STATUS, priority: integer, identity: IDENTITY,
    parent_session_id: ID, description: text(), query: text(), started_at: time, updated_at: time, duration_ms: integer,
    tool_count: integer, background_acknowledged: bool, last_activity_at: time, is_background: bool,
    has_pending_approval: bool},
  {parent_task_id: ID, error_class: ID, group_id: ID, progress: number, tags: list(text())});

const ARTIFACT_SCOPE = members({tenant: ID, user: ID, session: ID}, {task: ID});
const ARTIFACT_REF = members(
  {id: ID, size_bytes: integer, scope: ARTIFACT_SCOPE},
  {mime_type: ID, filename: ID, sha256: text(/^[0-9a-f]{64}$/), namespace: ID});
const ARTIFACT_ROW = members(
  {ref: ARTIFACT_REF}, {tags: list(text()), source: oneOf('tool', 'planner', 'user_upload', 'system'), driver: ID, created_at: time});

const TASK_DETAIL = members(
  {task: TASK_ROW,
    parent_session: members({session_id: ID, agent_name: text(), status: ID, started_at: time, latest_event_at: time}),
    cost: members({total_tokens: integer, prompt_tokens: integer, output_tokens: integer, usd: number,
      per_step: list(members({step_index: integer, tokens: integer, usd: number}))})},
  {parent_task: free, planner_snapshot: free, result_ref: ARTIFACT_REF, result_inline: text(/^\{/), trajectory: free});
export const RESULT = members({answer: text(), finish_reason: ID, tool_calls_seen: integer});

const COUNTS = {pending: integer, running: integer, paused: integer, failed: integer};
const TASK_LIST = members(
  {rows: list(TASK_ROW), cursor: members({}, {next_page_token: ID}),
    aggregates: members({...COUNTS, complete: integer, cancelled: integer})},
  {status_counter_strip: members({...COUNTS, completed: integer})});

const SESSION_ROW = members(
  {session_id: ID, status: oneOf('running', 'paused', 'completed', 'failed'), agent_id: text(), agent_name: text(),
    user_id: ID, tenant_id: ID, started_at: time, last_activity_at: time, duration: nanos, tasks_count: integer,
    events_count: integer, total_cost_cents: integer, total_tokens: integer, has_pending_intervention: bool,
    has_failed_task: bool, identity: IDENTITY});
const INSPECTED = members(
  {row: SESSION_ROW,
    recent_interventions: list(members({type: ID, reason: ID, outcome: ID, occurred_at: time})),
    recent_artifacts: list(members({filename: text(), mime: ID, size_bytes: integer, created_at: time}))});

const PAGE = {page: integer, page_size: integer, page_count: integer, total_rows: integer};
const PAUSES = members(
  {snapshots: list(members(
    {token: ID, reason: REASON, state: oneOf('paused', 'resumed'), identity: IDENTITY, paused_at: time},
    {resumed_at: time, payload: free, payload_ref: free})), ...PAGE},
  {truncated: bool});

const FLOW = members(
  {id: ID, name: ID, node_count: integer, edge_count: integer, runs_24h: integer, p50_latency_ms: integer,
    p95_latency_ms: integer, success_rate: number,
    budget: members({}, {deadline_ms: integer, request_cap: integer, cost_cap_usd: number, token_cap: integer})},
  {owner: ID, version: ID, planner_family: ID, last_run: time});
const FLOW_USE = members({requests_used: integer, cost_usd_used: number, tokens_used: integer});
const FLOW_RUN = members(
  {run_id: ID, flow_id: ID, status: oneOf('running', 'succeeded', 'failed', 'cancelled'),
    trigger: oneOf('user', 'planner', 'system'), started_at: time, identity: IDENTITY},
  {duration_ms: integer, cost_usd: number, error_class: ID});
const FLOW_DETAIL = members(
  {flow: FLOW,
    nodes: list(members({id: ID, type: oneOf('subflow', 'tool', 'pause_point', 'artifact_emitter')}, {descriptor: text(), policy: free})),
    edges: list(members({from: ID, to: ID})), budget_consumption: FLOW_USE},
  {source: text()});
const FLOW_METRICS = members(
  {flow_id: ID, window_start: time, window_end: time, budget_consumption: FLOW_USE,
    buckets: list(members({bucket_start: time, runs: integer, p95_latency_ms: integer, success_rate: number, cost_usd: number}))});

const SEARCH = members(
  {rows: list(members(
    {index: oneOf('sessions', 'tasks', 'events', 'artifacts'), id: ID, tenant_id: ID, user_id: ID, session_id: ID},
    {run_id: ID, occurred_at: time, preview: text(), ref: free, facets: map(text())})),
    page: integer, page_size: integer, page_count: integer, total_count: integer, has_more: bool, protocol_version: VERSION});

const READING = members({name: ID, value: number}, {labels: map(text())});

/** Of each method, whether it is served under control, and its answer. */
const METHODS = {
  'start': [true, members({task_id: ID, reused: bool, protocol_version: VERSION})],
  ...Object.fromEntries(
    ['cancel', 'pause', 'resume', 'redirect', 'inject_context', 'approve', 'reject', 'prioritize', 'user_message']
      .map(name => [name, [true, ACK]])),
  'events.aggregate': [false, members(
    {buckets: list(members({bucket_start: time, bucket_end: time, counts: map(integer)})), protocol_version: VERSION})],
  'tasks.get': [false, TASK_DETAIL],
  'tasks.list': [false, TASK_LIST],
  'sessions.list': [false, members({rows: list(SESSION_ROW), next_cursor: text(), truncated: bool})],
  'sessions.inspect': [false, INSPECTED],
  'artifacts.put': [true, members({ref: ARTIFACT_REF, protocol_version: VERSION})],
  'artifacts.list': [true, members({rows: list(ARTIFACT_ROW), total_matched: integer, protocol_version: VERSION})],
  'artifacts.get_ref': [true, members({ref: ARTIFACT_REF, presigned_url: text(/^https:/), expires_at: time, protocol_version: VERSION})],
  'flows.list': [false, members({flows: list(FLOW), ...PAGE})],
  'flows.describe': [false, FLOW_DETAIL],
  'flows.run': [false, members({run_id: ID, status: oneOf('running'), started_at: time})],
  'flows.runs.list': [false, members({runs: list(FLOW_RUN), ...PAGE})],
  'flows.runs.describe': [false, members(
    {run: FLOW_RUN, node_states: list(members({node_id: ID, status: ID}, {duration_ms: integer, retries: integer, error_class: ID}))},
    {output_preview: text(), output_ref: free})],
  'flows.metrics': [false, FLOW_METRICS],
  'runtime.info': [true, members(
    {instance_id: ID, build_version: ID, build_commit: text(), build_go_version: text(), protocol_version: VERSION,
      capabilities: list(ID), uptime_seconds: integer},
    {display_name: ID, build_date: ID})],
  'runtime.health': [true, members(
    {subsystems: list(members({subsystem: ID, status: oneOf('ready', 'degraded', 'unavailable')}, {detail: text()}))})],
  'runtime.counters': [true, members(
    {events_per_second: number, tasks_running: integer, background_jobs_active: integer, mcp_connections_healthy: integer,
      sessions_active: integer, snapshot_at: integer})],
  'runtime.drivers': [true, members({subsystems: list(members({subsystem: ID, driver: ID}, {mode: ID}))})],
  'metrics.snapshot': [true, members(
    {counters: list(READING), gauges: list(READING), snapshot_at: integer,
      histograms: list(members({name: ID, count: integer, sum: number}, {buckets: list(free), labels: map(text())}))})],
  'auth.rotate_token': [false, members({new_token: ID, expires_at: time})],
  'pause.list': [false, PAUSES],
  'search.query': [true, SEARCH],
  'search.sessions': [true, SEARCH],
  'search.tasks': [true, SEARCH],
  'search.events': [true, SEARCH],
  'search.artifacts': [true, SEARCH],
};
export const OPERATIONS = [...Object.keys(METHODS), 'events.subscribe'];

/** What may be left out: a name of the protocol whose surface is not there. */
export const LEFT_OUT = {
  control: ['governance.posture', 'llm.posture', 'topology.snapshot',
    ...['list', 'get', 'resources', 'prompts', 'health', 'policy', 'bindings.list', 'refresh_discovery', 'probe',
      'refresh_binding', 'revoke_binding', 'set_raw_html_trust'].map(name => `mcp.servers.${name}`)],
  other: ['runs.set_overrides', ...['list', 'get', 'health'].map(name => `memory.${name}`),
    ...['list', 'get', 'describe', 'metrics', 'content_stats', 'set_approval_policy', 'revoke_oauth'].map(name => `tools.${name}`),
    ...['list', 'get', 'tools', 'memory', 'governance', 'skills', 'permissions', 'metrics'].map(name => `agents.${name}`)],
};

const CONTROL = oneOf('CANCEL', 'PAUSE', 'RESUME', 'REDIRECT', 'APPROVE', 'REJECT', 'INJECT_CONTEXT', 'USER_MESSAGE', 'PRIORITIZE');
const TOLD = members({Type: CONTROL, Outcome: oneOf('received', 'applied', 'failed'), Err: text()});
export const EVENTS = {
  'session.opened': members({SessionID: ID, OpenedAt: nanos}),
  'session.touched': members({SessionID: ID, LastSeen: nanos}),
  'task.spawned': members({TaskID: ID, Kind: oneOf('foreground', 'background'), ParentTaskID: text(), Priority: integer, IdempotencyKey: text()}),
  'task.started': members({TaskID: ID, PriorState: oneOf('pending')}),
  'task.paused': members({TaskID: ID}),
  'task.resumed': members({TaskID: ID}),
  'task.completed': members({TaskID: ID}),
  'task.failed': members({TaskID: ID, ErrorCode: ID}),
  'task.cancelled': members({TaskID: ID, Reason: text(), Cascaded: bool}),
  'task.prioritised': members({TaskID: ID, PriorPriority: integer, NewPriority: integer}),
  'control.received': TOLD,
  'control.applied': TOLD,
  'control.rejected': members({Type: CONTROL, Reason: oneOf('unknown_type', 'payload_invalid', 'scope_mismatch', 'identity_invalid'), CallerScope: ID}),
  'pause.requested': members({Token: ID, Reason: REASON}),
  'pause.resumed': members({Token: ID, Reason: REASON, Decision: oneOf('approve', 'reject', 'resume', 'timeout')}),
  'artifacts.uploaded': members({ArtifactID: ID, MimeType: text(), SizeBytes: integer, Source: ID, Namespace: ID}),
  'flows.page_viewed': members({Method: ID, FlowID: text(), AdminScoped: bool}),
  'flows.run_invoked': members({FlowID: ID, RunID: ID}),
  'audit.admin_scope_used': members({}, {Tenant: ID, User: ID, Session: ID, SubscriberID: integer, Actor: free, Method: ID}),
};
const frame = payload => members(
  {type: ID, sequence: integer, occurred_at: time, tenant: ID, user: ID, session: ID, payload}, {run: ID, extra: map(text())});

/** An error of the API, with what callers may read of it. */
export class Refused extends Error {
  constructor(status, {code, message}) {
    super(message);
    Object.assign(this, {status, code});
  }
}

async function answered(response, shape, operation) {
  const body = await response.json();
  if (response.status !== 200) {
    ERROR.check(body, operation);
    throw new Refused(response.status, body);
  }
  shape.check(body, operation);
  proveStrict(shape, body);
  return body;
}

/** A token of the runtime itself; the body is of the type that a shell sends. */
export async function bootstrap(base, body = '{}') {
  const headers = {'Content-Type': 'application/x-www-form-urlencoded'};
  return answered(await fetch(`${base}/v1/dev/bootstrap.json`, {method: 'POST', headers, body}), BOOTSTRAP, 'bootstrap');
}

/** One token, with the headers of the Console. */
export class Harbor {
  constructor({base_url, token, identity}, sent = new Set()) {
    this.base = base_url;
    this.identity = identity;
    this.sent = sent;
    this.headers = {
      'Authorization': `Bearer ${token}`, 'Content-Type': 'application/json', 'X-Harbor-Tenant': identity.tenant,
      'X-Harbor-User': identity.user, 'X-Harbor-Session': identity.session,
    };
  }

  async call(method, body = {}) {
    const [control, shape] = METHODS[method];
    this.sent.add(method);
    return answered(await this.post(method, control, {identity: this.identity, ...body}), shape, method);
  }

  post(method, control, body) {
    const route = control ? `control/${method}` : method.replaceAll('.', '/');
    return fetch(`${this.base}/v1/${route}`, {method: 'POST', headers: this.headers, body: JSON.stringify(body)});
  }

  steer(control, run, payload, scope) {
    return this.call(control, {identity: {...this.identity, run, ...(scope && {scope})}, payload});
  }

  /** The events from the first that is retained, until `enough` says so of those that came. */
  async events(enough) {
    this.sent.add('events.subscribe');
    const stop = new AbortController();
    const response = await fetch(`${this.base}/v1/events`, {headers: {...this.headers, 'Last-Event-ID': '0'}, signal: stop.signal});
    if (response.headers.get('content-type').split(';')[0] !== 'text/event-stream') throw new Error('no event stream');
    const events = [];
    let rest = '';
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + part).split('\n\n');
      rest = blocks.pop();
      for (const block of blocks.filter(one => !one.startsWith(':') && !one.startsWith('retry: '))) {
        const [, type, id, data] = /^event: (.+)\nid: (\d+)\ndata: (.+)$/.exec(block);
        const event = JSON.parse(data);
        const shape = frame(EVENTS[type] ?? free);
        shape.check(event, type);
        proveStrict(shape, event);
        if (event.type !== type || event.sequence !== Number(id)) throw new Error(`${block} contradicts itself`);
        events.push(event);
      }
      if (enough(events)) break;
    }
    stop.abort();
    return events;
  }
}
