CREATE TABLE errata_quota (
    subject TEXT NOT NULL,
    meter   TEXT NOT NULL,
    period  TEXT NOT NULL,
    used    INTEGER NOT NULL,
    PRIMARY KEY (subject, meter, period)
) STRICT;
