package dev.errata.reference.hookbridge;

import java.time.Instant;

/**
 * Where others send to.
 *
 * @param token that its address ends in
 * @param number its place in its project
 */
record InboundEndpoint(
        String id, String projectId, InboundSettings settings, String token, State state, Life life, long number) {
    /** What becomes of messages that come. */
    record State(boolean paused, boolean deleted) {}

    record Life(Instant createdAt, Instant updatedAt) {}

    InboundEndpoint with(InboundSettings changed, Instant at) {
        return new InboundEndpoint(id, projectId, changed, token, state, new Life(life.createdAt(), at), number);
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "Inbound endpoint " + id;
    }
}
