package dev.errata.probe;

import dev.errata.catalog.Example.Header;
import dev.errata.core.ToolError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The test controls of the service: its clock and its fixtures. Not thread-safe.
 *
 * <p>What is changed for every caller is a lease: the service may take it back {@link #LEASE} after its controls were
 * last used, so that a run that dies leaves nothing behind.
 */
final class Control {
    /** What a service that ends leases waits for at least, as docs/catalog.md promises. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration RENEWAL = LEASE.dividedBy(3);
    private static final String NONE = " needs the test controls of the service, and this run has none. "
            + "Give --control-url, or write probe.control-url in errata.yaml.";

    private static final int NOT_FOUND = 404;

    private final Wire wire;
    private final @Nullable String url;
    private final List<Header> token;
    private final InstantSource clock;
    private Duration ahead = Duration.ZERO;
    private boolean asked;
    /** When the lease was last heard of; null while the clock is not moved. */
    private @Nullable Instant heard;

    Control(Wire wire, @Nullable String url, @Nullable String token, InstantSource clock) {
        this.wire = wire;
        this.url = url;
        this.token = token == null ? List.of() : List.of(new Header("Control-Token", token));
        this.clock = clock;
    }

    boolean exists() {
        return url != null;
    }

    /** Asks for a state; answers its variables. */
    Map<String, Object> fixture(String name, Map<String, String> arguments) {
        Object answer = post("/fixtures/" + name, arguments, "Fixture '" + name + "'");
        Map<String, Object> variables = new LinkedHashMap<>();
        if (answer instanceof Map<?, ?> members) {
            members.forEach((member, value) -> {
                if (value != null) {
                    variables.put(String.valueOf(member), value);
                }
            });
        }
        return variables;
    }

    /** Moves the service's clock, until {@link #release}. */
    void advance(Duration by) {
        note(post("/clock", Map.of("advance", by.toString()), "Moving the clock by " + by), by);
        heard = clock.instant();
    }

    /** Keeps a moved clock where it is; to be called at least every {@link #RENEWAL} while something is done. */
    void renew() {
        if (heard != null && !clock.instant().isBefore(heard.plus(RENEWAL))) {
            advance(Duration.ZERO);
        }
    }

    /** How long one may wait until {@link #renew} is due. */
    Duration patience() {
        return heard == null ? LEASE : RENEWAL;
    }

    /** Takes the clock back if it was moved, and what else was changed for every caller. */
    void release() {
        if (heard != null) {
            restore();
        }
    }

    /**
     * Takes back what was changed for every caller, also by a run before this one. A service that knows nothing of
     * leases stays as it is.
     */
    void restore() {
        heard = null;
        asked = false;
        ahead = Duration.ZERO;
        if (url != null) {
            try {
                wire.send(Requests.plain("DELETE", Address.of(url), token, new byte[0]));
            } catch (IOException gone) {
                // The lease ends by itself.
            }
        }
    }

    /** The time that the service believes it is: asked once where its clock can be moved, else our own. */
    Instant now() {
        if (url != null && !asked) {
            try {
                note(post("/clock", Map.of("advance", "PT0S"), "Reading the clock"), Duration.ZERO);
            } catch (StepFailed noClock) {
                asked = true;
            }
        }
        return clock.instant().plus(ahead);
    }

    private String tokenHint() {
        return token.isEmpty()
                ? ". If these controls want a token, as those of 'errata serve' do, name the folder that it was given"
                        + " with --data, or give the token as ERRATA_CONTROL_TOKEN."
                : ". Its controls may have another token by now than this run has: one is drawn at each start.";
    }

    private void note(@Nullable Object answer, Duration by) {
        asked = true;
        ahead = ahead.plus(by);
        if (Json.at(answer, "now") instanceof String now) {
            try {
                ahead = Duration.between(clock.instant(), Instant.parse(now));
            } catch (DateTimeParseException otherForm) {
                // the sum of our own moves is as good as we know
            }
        }
    }

    private @Nullable Object post(String path, Map<String, String> body, String what) {
        if (url == null) {
            throw StepFailed.setup(ToolError.CONTROLS_MISSING.tell(what + NONE));
        }
        List<Header> headers = new ArrayList<>(token);
        headers.add(new Header("Content-Type", "application/json"));
        Sent request = Requests.plain(
                "POST",
                Address.of(url + path),
                List.copyOf(headers),
                Json.write(body).getBytes(StandardCharsets.UTF_8));
        try {
            Answer answer = wire.send(request).answer();
            if (!answer.success()) {
                String failed = what + " failed: POST " + request.address() + " answered " + answer.status() + " "
                        + answer.beginning(300);
                // Controls do not exist for whoever does not know their token.
                throw StepFailed.setup(
                        answer.status() == NOT_FOUND ? ToolError.CONTROLS_MISSING.tell(failed + tokenHint()) : failed);
            }
            return answer.json();
        } catch (IOException none) {
            throw StepFailed.setup(what + " failed: " + none.getMessage());
        }
    }
}
