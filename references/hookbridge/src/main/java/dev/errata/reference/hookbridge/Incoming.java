package dev.errata.reference.hookbridge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sender sent.
 *
 * @param headers by their names, which are compared without case
 * @param query as it was sent
 */
record Incoming(
        String sourceIp,
        Map<String, String> headers,
        @Nullable String query,
        byte[] body) {}
