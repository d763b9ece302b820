CREATE TABLE other (
    number ${numbered},
    id     TEXT NOT NULL UNIQUE,
    given  BOOLEAN NOT NULL,
    at     TIMESTAMPTZ,
    bytes  BYTEA
);
