package dev.errata.peers;

import java.util.List;

/** What a reader of the table must know. */
final class Notes {
    private static final String TEXT = """
            ## What a row asks for

            - Hints: the next request comes no earlier than the hint, and within 2.5 s of it. A hint of an hour, or of 30 digits, is
              given to the caller: neither slept through (a call still under way after 14 s is taken for asleep) nor cut short.
              Who does not retry is neither right nor wrong. Hints that no standard knows (`Retry-After-Ms`, a fraction, a list)
              may be passed over for a wait of one's own, which may by chance be longer; -1 must not make it send at once.
              Of two headers the shorter may be kept. Dates count by the server's clock, which its `Date` shows.
            - Bodies: the exception has the status, and what came of the body can be read from it: from its message, its causes, or
              any method of it. A client that returns the body as text has left the reading to its caller.
            - Writes: sent once, or under one idempotency key. `a write` is each library's plain call that creates something.
            - 1,000 calls: 64 at a time with one client object, or as many of them as begin within 15 s; at most 1.2 requests for
              each, because more is how an outage is kept alive.
            - Interrupted, cancelled: nothing is sent after it. A call that was to end after 2 s ends within 3 s.
            - An error under status 200, and a key used again, are no client's duty to find.

            ## What was fair to whom

            - Every library has its own defaults but where this list says otherwise, and gets successes and errors in the
              shape of its own service, with the request id in that service's header. A new client object for each row; calls
              that come first load the classes. Waits are drawn at random, so they differ from run to run.
            - All stand on one class path, where Spring Boot's BOM may choose other versions of common libraries than their own:
              %s.
            - errata-client has no idempotency keys here, as it comes: with `idempotencyKeys()` it sends a write three times under
              one key.
            - stripe-java is measured with the two retries of its static API; a `StripeClient` by itself has none. It is asked not
              to retry by the header that it knows.
            - stripe-java and feign-core stand on the JDK's `HttpURLConnection`: on JDK 25 it passes over a 103, and both lose a body
              that was cut. The other rows came out alike on 17 and 25.
            - openai-java keeps the body of a connection that was cut when the JSON was complete by then.
            - square needs `okhttp-jvm` beside it: the artifact that it names is an empty jar in a Maven project. What bounds its
              retries is no budget: a client object retries twice in its life.
            - twilio has no setting for its address; its HTTP client is subclassed to send elsewhere.
            - feign-core and Spring's RestClient return texts here; with a decoder of its own, a program gets what that throws.
            - AWS dynamodb writes in a transaction, the one write for which its SDK mints a key. "Retries of 2026" is
              `aws.newRetries2026`.
            """;

    private Notes() {}

    static String of(List<String> shared) {
        return TEXT.formatted(String.join(", ", shared));
    }
}
