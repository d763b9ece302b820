CREATE TABLE errata_quota (
    subject TEXT NOT NULL,
    meter   TEXT NOT NULL,
    period  TEXT NOT NULL,
    used    BIGINT NOT NULL,
    PRIMARY KEY (subject, meter, period)
);
