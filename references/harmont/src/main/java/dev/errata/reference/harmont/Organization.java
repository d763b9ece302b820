package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/** Whose pipelines and balance they are. */
record Organization(@JsonIgnore long number, String slug, String name, Instant createdAt) {}
