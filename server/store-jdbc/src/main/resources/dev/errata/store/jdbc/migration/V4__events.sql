-- The last number of each stream. Who publishes holds the row until its event is committed.
CREATE TABLE errata_stream (
    name   TEXT NOT NULL PRIMARY KEY,
    latest BIGINT NOT NULL
);

CREATE TABLE errata_event (
    stream       TEXT NOT NULL,
    sequence     BIGINT NOT NULL,
    type         TEXT NOT NULL,
    about        TEXT NOT NULL,
    data         TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (stream, sequence)
);
