// The errors of %API%, version %VERSION%. Generated from the catalog's pages; change those.

const spec = %SPEC%;

/** Every code, by the name that it has on the wire. */
export const codes = Object.freeze(spec.codes);

const present = new Map();
for (const [id, code] of Object.entries(spec.codes)) {
  for (const name of [...code.aliases, id]) {
    present.set(name, id);
  }
}

/** An answer of %API% that says what went wrong. */
export class %TYPE% extends Error {
  constructor(fields) {
    super(`${fields.status} ${fields.code}: ${fields.message}`);
    this.name = "%TYPE%";
    Object.assign(this, fields);
  }

  /** Whether it has one of these codes, by its present or an earlier name. */
  is(...names) {
    return names.some((name) => this.code === (present.get(name) ?? name));
  }

  /** All that it tells; an error's own message is not among what JSON.stringify sees. */
  toJSON() {
    return { name: this.name, message: this.message, ...this };
  }
}

function at(body, path) {
  let value = body;
  for (const step of path) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) {
      return undefined;
    }
    value = value[step];
  }
  return value;
}

function slot(body, envelope, name) {
  return name in envelope ? at(body, envelope[name].path) : undefined;
}

function text(value) {
  return typeof value === "string" ? value : undefined;
}

function bare(name) {
  return name.replace(/^(error_)+/, "");
}

/** The details; where they are spread among the envelope's own members, those are left out. */
function detailsOf(body, envelope) {
  const where = envelope.details;
  const found = where === undefined ? undefined : at(body, where.path);
  if (found === null || typeof found !== "object" || Array.isArray(found)) {
    return {};
  }
  if (where.beside === undefined) {
    return { ...found };
  }
  const details = {};
  for (const [name, value] of Object.entries(found)) {
    if (!where.beside.includes(name)) {
      const own = name.startsWith("error_") && where.beside.includes(bare(name));
      details[own ? name.slice("error_".length) : name] = value;
    }
  }
  return details;
}

function reader(headers) {
  if (typeof headers?.get === "function") {
    return (name) => headers.get(name) ?? undefined;
  }
  const lower = new Map(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return (name) => lower.get(name.toLowerCase());
}

function waitOf(header, code, details, now) {
  const said = header("Retry-After")?.trim();
  if (said !== undefined && /^\d{1,9}$/.test(said)) {
    return Number(said) * 1000;
  }
  const date = said === undefined ? NaN : Date.parse(said);
  if (!Number.isNaN(date)) {
    return Math.max(0, date - now);
  }
  for (const [names, factor] of [[code?.waitMillis, 1], [code?.waitSeconds, 1000]]) {
    for (const name of names ?? []) {
      if (typeof details[name] === "number" && details[name] >= 0) {
        return details[name] * factor;
      }
    }
  }
  return undefined;
}

const link = /<([^<>]*)>((?:[^",]|"(?:[^"\\]|\\.)*")*)/g;
const parameter = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g;

/** The address to which Link (RFC 8288) points with the relation help. */
function help(links) {
  for (const [, address, parameters] of (links ?? "").matchAll(link)) {
    const relation = [...parameters.matchAll(parameter)].find(([, name]) => name.toLowerCase() === "rel");
    if ((relation?.[2] ?? relation?.[3] ?? "").toLowerCase().split(/\s+/).includes("help")) {
      return address;
    }
  }
  return undefined;
}

/** The name whose page an address leads to: what RFC 9457 tells problems apart by. */
function nameOfPage(address) {
  if (address === undefined || !spec.docUrl?.includes("{code}")) {
    return undefined;
  }
  const page = address.split("#")[0];
  const [before, after] = spec.docUrl.replaceAll("{docs}", "").split("{code}");
  return [...present.keys()].find((name) => {
    const ending = before + name + after;
    return address.endsWith(ending) || page.endsWith(ending);
  });
}

/** What the code's page says of the form with this status, or of the main form. */
function byStatus(facts, status) {
  return facts?.[String(status)] ?? Object.values(facts ?? {})[0];
}

/**
 * Reads an answer that is not the one asked for, by the envelope of %API%, or by that of RFC 9457 where its Content-Type
 * says so; undefined when its body is no error of %API%, as when somebody on the way answered.
 */
export function parse(status, headers, body, now = Date.now()) {
  let tree = body;
  if (typeof body === "string") {
    try {
      tree = JSON.parse(body);
    } catch {
      return undefined;
    }
  }
  const header = reader(headers);
  const problem = (header("Content-Type") ?? "").toLowerCase().startsWith("application/problem+json");
  const envelope = problem ? spec.problem : spec.envelope;
  const address = text(slot(tree, envelope, "doc_url"));
  const said = text(slot(tree, envelope, "code")) ?? (problem ? nameOfPage(address) : undefined);
  if (said === undefined) {
    return undefined;
  }
  const id = present.get(said);
  const code = id === undefined ? undefined : spec.codes[id];
  const details = detailsOf(tree, envelope);
  return new %TYPE%({
    code: id ?? said,
    known: id !== undefined,
    status,
    type: text(slot(tree, envelope, "type")),
    message: text(slot(tree, envelope, "message")) ?? "",
    details,
    requestId: text(slot(tree, envelope, "request_id")) ?? header(spec.requestIdHeader),
    docUrl: address === undefined || address === "about:blank" ? help(header("Link")) : address,
    retry: byStatus(code?.retry, status),
    actor: byStatus(code?.actor, status),
    retryAfterMs: waitOf(header, code, details, now),
  });
}
