package dev.errata.reference.hookbridge;

import java.time.Instant;

/**
 * Where endpoints and messages are kept apart from those of another project.
 *
 * @param rateLimitDefault requests in a minute; 0 for what holds for all
 */
record Project(
        String id, String tenantId, String name, ProjectStatus status, long rateLimitDefault, Instant createdAt) {}
