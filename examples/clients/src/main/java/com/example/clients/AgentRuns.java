package com.example.clients;

import com.example.clients.harborprotocol.HarborProtocolError;
import com.example.clients.harborprotocol.HarborProtocolErrors;
import dev.errata.client.ErrataClient;
import dev.errata.client.Request;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The Harbor Protocol's first steps: a token, which is renewed when it is refused, and a run. */
public final class AgentRuns {
    private final ErrataClient client;

    /**
     * Runs with tokens.
     *
     * @param tokens gives a fresh one; asked once before the first call, and once more when the service refuses it
     */
    public AgentRuns(String base, Supplier<String> tokens) {
        client = ErrataClient.of(HarborProtocolErrors.CATALOG, base)
                .errors(HarborProtocolError.FAMILY)
                .credentials(refused -> CompletableFuture.supplyAsync(() -> "Bearer " + tokens.get()))
                .build();
    }

    /** Starts a run of a question; its task as JSON. */
    public String start(String question) {
        return client.send(Request.post(
                                "/v1/control/start",
                                "{\"identity\": {}, \"query\": \"" + question + "\", \"idempotency_key\": \""
                                        + question.hashCode() + "\"}")
                        .repeatable())
                .text();
    }

    /** A task as JSON, or empty when there is none within the caller's scope. */
    public String task(String id) {
        try {
            return client.send(Request.post("/v1/tasks/get", "{\"identity\": {}, \"id\": \"" + id + "\"}")
                            .repeatable())
                    .text();
        } catch (HarborProtocolError.NotFound e) {
            return "";
        }
    }
}
