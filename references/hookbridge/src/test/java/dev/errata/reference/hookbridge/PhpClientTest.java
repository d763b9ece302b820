package dev.errata.reference.hookbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Place;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client in PHP that was written from what the vendor's own clients send and read, and is as strict as they are. */
@ExtendWith(SharedHookBridge.class)
class PhpClientTest {
    private record Ended(int status, String printed) {}

    @Test
    void aStrictClientWorksWithNothingButTheAddressAndAKey(HookBridge service) throws Exception {
        assumeTrue(TestDatabase.place() == Place.SQLITE, "One database is enough for what a client can do");
        assumeTrue(hasCurl(), "There is no php with curl; .ci/run installs php-cli and php-curl");
        Account filled = service.account();
        service.advance(untilNextMonth(service));
        Account empty = service.account(Plan.FREE);

        Ended ended = run(List.of(
                "php",
                "clients/php/run.php",
                service.base().toString(),
                empty.key(),
                filled.key(),
                receiver(service, "204"),
                receiver(service, "500"),
                receiver(service, "404")));

        assertThat(ended).isEqualTo(new Ended(0, "operations: 45 sent / 45 listed\n"));
    }

    private static boolean hasCurl() throws Exception {
        try {
            return run(List.of("php", "-r", "exit(extension_loaded('curl') ? 0 : 1);"))
                            .status()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static Ended run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream printed = Objects.requireNonNull(process.getInputStream())) {
            String text = new String(printed.readAllBytes(), UTF_8);
            return new Ended(process.waitFor(), text);
        }
    }

    private static Duration untilNextMonth(HookBridge service) {
        return Duration.between(
                service.now(),
                YearMonth.from(service.now().atOffset(ZoneOffset.UTC))
                        .plusMonths(1)
                        .atDay(1)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC));
    }

    private static String receiver(HookBridge service, String status) {
        return String.valueOf(service.fixture("receiver", "status", status).get("receiver_url"));
    }
}
