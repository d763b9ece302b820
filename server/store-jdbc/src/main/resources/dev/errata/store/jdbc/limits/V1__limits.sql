-- PostgreSQL only. Times are microseconds since 1970. What is not logged is empty after a crash of the server, and spares
-- each decision the wait for its disk; half of each page is left free, so that a row is updated where it lies.
CREATE UNLOGGED TABLE errata_bucket (
    bucket   TEXT NOT NULL PRIMARY KEY,
    units    DOUBLE PRECISION NOT NULL,
    capacity  DOUBLE PRECISION NOT NULL,
    rest     BIGINT NOT NULL,
    seen     BIGINT NOT NULL,
    granted  BOOLEAN NOT NULL,
    drop_at  BIGINT NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX errata_bucket_drop ON errata_bucket (drop_at);

CREATE UNLOGGED TABLE errata_lock (
    network  TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    until_at BIGINT NOT NULL,
    counted  BOOLEAN NOT NULL,
    drop_at  BIGINT NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX errata_lock_drop ON errata_lock (drop_at);

CREATE TABLE errata_maintenance (
    service  TEXT NOT NULL PRIMARY KEY,
    until_at BIGINT NOT NULL
);
