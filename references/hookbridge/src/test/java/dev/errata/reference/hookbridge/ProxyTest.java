package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock shuts out who guesses keys, and behind a declared proxy nobody else. */
class ProxyTest {
    private static final String ENDPOINTS = "/v1/endpoints";

    private static String send(HookBridge service, String key, String callers) {
        return service.send(key, "GET", ENDPOINTS, null, "X-Forwarded-For", callers)
                .outcome();
    }

    /** Eleven wrong keys, each of which claims to come from somewhere else first. */
    private static List<String> guesses(HookBridge service, String behind) {
        return IntStream.range(0, 11)
                .mapToObj(i -> send(service, "hb_live_wrong", "198.51." + i + ".1" + behind))
                .toList();
    }

    @Test
    void behindADeclaredProxyTheLockIsThatOfTheCaller(@TempDir Path data) {
        try (HookBridge service = HookBridge.start(data, "--errata.trusted-proxies=127.0.0.1")) {
            Account account = service.account();

            assertThat(guesses(service, ", 203.0.113.7")).endsWith("401 UNAUTHORIZED", "429 RATE_LIMITED");
            assertThat(send(service, account.key(), "203.0.113.7")).isEqualTo("429 RATE_LIMITED");
            assertThat(send(service, account.key(), "192.0.2.8")).isEqualTo("200");
            assertThat(account.get(ENDPOINTS).outcome()).isEqualTo("200");
            assertThat(service.send(
                                    null,
                                    "POST",
                                    "/_control/fixtures/account",
                                    "{\"plan\":\"pro\"}",
                                    "X-Forwarded-For",
                                    "192.0.2.8")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void whoeverIsNoDeclaredProxyDoesNotEscapeTheLockByClaimingOtherAddresses(@TempDir Path data) {
        try (HookBridge service = HookBridge.start(data)) {
            Account account = service.account();

            assertThat(guesses(service, "")).endsWith("401 UNAUTHORIZED", "429 RATE_LIMITED");
            assertThat(account.get(ENDPOINTS).outcome()).isEqualTo("429 RATE_LIMITED");
        }
    }
}
