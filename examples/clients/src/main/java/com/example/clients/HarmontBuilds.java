package com.example.clients;

import com.example.clients.harmont.HarmontError;
import com.example.clients.harmont.HarmontErrors;
import dev.errata.client.ErrataClient;
import dev.errata.client.Request;

/** Harmont's {@code call}: switch on the code, show the message, link the page. */
public final class HarmontBuilds {
    private final ErrataClient client;

    /** Builds with a token. */
    public HarmontBuilds(String base, String token) {
        client = ErrataClient.of(HarmontErrors.CATALOG, base)
                .errors(HarmontError.FAMILY)
                .bearer(token)
                .build();
    }

    /** What a person is told when a build shall end. */
    public String cancel(String organization, String pipeline, int number) {
        String build = "/api/v0/organizations/" + organization + "/pipelines/" + pipeline + "/builds/" + number;
        try {
            client.send(Request.put(build + "/cancel", "{}"));
            return "It is being canceled.";
        } catch (HarmontError e) {
            return switch (e.kind()) {
                case UNAUTHORIZED -> "Sign in again.";
                case BUILD_ALREADY_FINISHED, BUILD_NOT_FOUND ->
                    String.valueOf(e.answer().message());
                default -> e.type() + ": " + e.answer().message() + " " + e.docUrl();
            };
        }
    }
}
