package dev.errata.reference.hookbridge;

import dev.errata.guard.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The route that everything is about. */
@RestController
final class SendController {
    /** What the largest plan keeps; above it there is no plan to change to. */
    private static final int MOST_HOURS = 90 * 24;

    private final Sending sending;

    SendController(Sending sending) {
        this.sending = sending;
    }

    /**
     * What to send.
     *
     * @param retentionHours how long the payload is kept after its delivery; null for as long as the plan keeps it
     */
    record SendRequest(
            @NotNull @Nullable String endpointId,
            @NotNull @Nullable Map<String, @Nullable Object> payload,
            @Nullable Map<String, @NotNull String> headers,

            @Size(min = 1, max = 255)
            @Pattern(regexp = "[a-zA-Z0-9_-]*", message = "must be letters, digits, '_' and '-'")
            @Nullable
            String idempotencyKey,

            @Min(0) @Max(MOST_HOURS) @Nullable Integer retentionHours) {}

    record Sent(String messageId, MessageStatus status) {}

    @PostMapping("/v1/webhooks/send")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Answer send(Caller caller, @Valid @RequestBody SendRequest request) {
        return Answer.of(new Sent(sending.send(caller, request), MessageStatus.QUEUED));
    }
}
