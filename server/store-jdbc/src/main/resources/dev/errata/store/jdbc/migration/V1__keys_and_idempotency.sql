-- One text for SQLite and PostgreSQL: what SQLite makes of a type's name fits every value kept here.
-- Times are milliseconds since 1970. Lists are joined by spaces, headers are lines.
CREATE TABLE errata_api_key (
    id         TEXT NOT NULL PRIMARY KEY,
    owner      TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    type       TEXT NOT NULL,
    live       BOOLEAN NOT NULL,
    scopes     TEXT NOT NULL,
    allowlist  TEXT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    hash       BYTEA NOT NULL
);

-- No status: the work has been claimed and has not ended.
CREATE TABLE errata_idempotency (
    principal       TEXT NOT NULL,
    operation       TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    fingerprint     TEXT NOT NULL,
    token           BIGINT NOT NULL,
    locked_until    BIGINT NOT NULL,
    expires_at      BIGINT NOT NULL,
    status          INTEGER,
    content_type    TEXT,
    headers         TEXT,
    body            BYTEA,
    PRIMARY KEY (principal, operation, idempotency_key)
);

CREATE INDEX errata_idempotency_expiry ON errata_idempotency (expires_at);
