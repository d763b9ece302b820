-- Base64, sealed under the master key.
CREATE TABLE errata_secret (
    name   TEXT NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL
);
