-- Times are milliseconds since 1970. Lists are joined by spaces, headers are lines.
CREATE TABLE errata_api_key (
    id         TEXT NOT NULL PRIMARY KEY,
    owner      TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    type       TEXT NOT NULL,
    live       INTEGER NOT NULL,
    scopes     TEXT NOT NULL,
    allowlist  TEXT NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    hash       BLOB NOT NULL
) STRICT;

-- No status: the work has been claimed and has not ended.
CREATE TABLE errata_idempotency (
    principal       TEXT NOT NULL,
    operation       TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    fingerprint     TEXT NOT NULL,
    token           INTEGER NOT NULL,
    locked_until    INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    status          INTEGER,
    content_type    TEXT,
    headers         TEXT,
    body            BLOB,
    PRIMARY KEY (principal, operation, idempotency_key)
) STRICT;

CREATE INDEX errata_idempotency_expiry ON errata_idempotency (expires_at);
