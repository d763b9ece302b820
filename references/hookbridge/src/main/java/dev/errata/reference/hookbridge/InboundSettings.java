package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an inbound endpoint shall be, as callers write it and as it is kept; null leaves a member as it is.
 *
 * @param url where messages go; in mode {@code forward} only
 * @param idempotencyHeaderNames whose values, in this order, tell messages of a sender apart
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InboundSettings(
        @Size(max = 255) @Nullable String name,
        @Size(max = 500) @Nullable String description,

        @Pattern(regexp = "forward|cli|pull", message = "must be forward, cli or pull") @Nullable
        String mode,

        @Nullable String url,
        @Nullable Boolean active,
        @Nullable Boolean verifyStaticToken,

        @Pattern(regexp = HEADER, message = HEADER_RULE) @Nullable
        String tokenHeaderName,

        @Size(min = 1, max = 128) @Nullable String tokenQueryParam,
        @Size(min = 1, max = 255) @Nullable String tokenValue,
        @Nullable Boolean verifyHmac,

        @Pattern(regexp = HEADER, message = HEADER_RULE) @Nullable
        String hmacHeaderName,

        @Size(min = 1, max = 255) @Nullable String hmacSecret,

        @Pattern(regexp = HEADER, message = HEADER_RULE) @Nullable
        String timestampHeaderName,

        @Min(1) @Nullable Integer timestampTtlSeconds,
        @Nullable Boolean verifyIpAllowlist,
        @Size(max = 100) @Nullable List<@NotNull String> allowedCidrs,

        @Size(max = 10) @Nullable
        List<@NotNull @Pattern(regexp = HEADER, message = HEADER_RULE) String> idempotencyHeaderNames,

        @Min(200) @Max(299) @Nullable Integer ingestResponseCode,
        @Nullable Boolean signingEnabled) {
    private static final String HEADER = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}";
    private static final String HEADER_RULE = "must be the name of a header";
    private static final int ACCEPTED = 202;
    private static final int PATIENCE = 300;

    /** Nothing, which PHP's kit writes {@code []}. */
    InboundSettings() {
        this(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null);
    }

    String nameOrEmpty() {
        return name == null ? "" : name;
    }

    String urlOrEmpty() {
        return url == null ? "" : url;
    }

    String modeOrForward() {
        return mode == null ? "forward" : mode;
    }

    boolean takesIn() {
        return !Boolean.FALSE.equals(active);
    }

    boolean verifiesToken() {
        return Boolean.TRUE.equals(verifyStaticToken);
    }

    boolean verifiesHmac() {
        return Boolean.TRUE.equals(verifyHmac);
    }

    boolean verifiesAddress() {
        return Boolean.TRUE.equals(verifyIpAllowlist);
    }

    List<String> addresses() {
        return allowedCidrs == null ? List.of() : allowedCidrs;
    }

    List<String> keyHeaders() {
        return idempotencyHeaderNames == null ? List.of() : idempotencyHeaderNames;
    }

    int responseCode() {
        return ingestResponseCode == null ? ACCEPTED : ingestResponseCode;
    }

    int timestampSeconds() {
        return timestampTtlSeconds == null ? PATIENCE : timestampTtlSeconds;
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "Settings of the inbound endpoint " + nameOrEmpty();
    }
}
