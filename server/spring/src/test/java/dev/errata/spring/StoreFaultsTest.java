package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.door.kit.RawHttp;
import dev.errata.guard.Store;
import dev.errata.guard.StoreFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** What callers hear when the application's store fails, and when the application takes too long. */
@SpringBootTest(
        classes = {FiftyWays.class, StoreFaultsTest.Ledger.class, StoreFaultsTest.Routes.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class StoreFaultsTest {
    @LocalServerPort
    private int port;

    /** As a store of an application may have its own. */
    static final class Fault extends RuntimeException implements StoreFault {
        private static final long serialVersionUID = 1L;

        private final boolean nothingKept;

        Fault(boolean nothingKept) {
            super(FiftyWays.MARKER);
            this.nothingKept = nothingKept;
        }

        @Override
        public boolean nothingKept() {
            return nothingKept;
        }
    }

    /** A store that counts what each thread has had kept. */
    static final class Ledger implements Store {
        private final Map<Thread, Long> kept = new ConcurrentHashMap<>();

        void keep() {
            kept.merge(Thread.currentThread(), 1L, Long::sum);
        }

        @Override
        public boolean answers() {
            return true;
        }

        @Override
        public long keptForCaller() {
            return kept.getOrDefault(Thread.currentThread(), 0L);
        }
    }

    @RestController
    static class Routes {
        private final Ledger ledger;

        Routes(Ledger ledger) {
            this.ledger = ledger;
        }

        @RequestMapping("/store/{kind}")
        String fail(@PathVariable("kind") String kind) {
            if (kind.startsWith("second-")) {
                ledger.keep();
            }
            throw switch (kind) {
                case "undone", "second-undone" -> new Fault(true);
                case "undone-within" -> new IllegalStateException(new Fault(true));
                case "unknown" -> new Fault(false);
                case "away" -> new DataAccessResourceFailureException(FiftyWays.MARKER);
                case "busy" -> new TransientDataAccessResourceException(FiftyWays.MARKER);
                case "slow" -> new QueryTimeoutException(FiftyWays.MARKER);
                case "no-transaction" -> new CannotCreateTransactionException("no", new SQLException("no"));
                case "duplicate" -> new DuplicateKeyException(FiftyWays.MARKER);
                case "stale" -> new OptimisticLockingFailureException(FiftyWays.MARKER);
                case "broken-rule" -> new DataIntegrityViolationException(FiftyWays.MARKER);
                default -> new ConcurrencyFailureException(FiftyWays.MARKER);
            };
        }

        @RequestMapping("/store/elsewhere-undone")
        Callable<String> elsewhere() {
            return () -> {
                throw new Fault(true);
            };
        }

        @RequestMapping("/store/too-long")
        DeferredResult<String> tooLong() {
            return new DeferredResult<>(100L);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, undone, server_unavailable",
        "POST, undone, server_unavailable",
        "POST, undone-within, server_unavailable",
        "POST, unknown, server_outcome_unknown",
        "GET, second-undone, server_unavailable",
        "POST, second-undone, server_outcome_unknown",
        "GET, elsewhere-undone, server_unavailable",
        "POST, elsewhere-undone, server_outcome_unknown",
        "GET, away, server_unavailable",
        "POST, away, server_outcome_unknown",
        "GET, busy, server_unavailable",
        "PUT, busy, server_outcome_unknown",
        "GET, slow, server_unavailable",
        "PATCH, slow, server_outcome_unknown",
        "GET, no-transaction, server_unavailable",
        "DELETE, no-transaction, server_outcome_unknown",
        "POST, duplicate, conflict",
        "POST, broken-rule, server_unexpected",
        "POST, stale, conflict",
        "POST, in-the-way, conflict",
        "GET, too-long, server_timeout",
        "POST, too-long, server_outcome_unknown",
        "DELETE, too-long, server_outcome_unknown"
    })
    void nothingWasDoneIsSaidWhereItIsKnown(String method, String kind, String code) throws IOException {
        RawHttp.Answer answer = send(method, kind);

        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain(FiftyWays.MARKER);
        assertThat(answer.header("Retry-After"))
                .isEqualTo(code.equals("server_unavailable") ? List.of("5") : List.of());
    }

    /** Threads serve one call after another. */
    @Test
    void whatAnEarlierCallHasHadKeptSaysNothingOfThisOne() throws IOException {
        for (int i = 0; i < 30; i++) {
            assertThat(send("POST", "second-undone").body()).contains("server_outcome_unknown");
            assertThat(send("POST", "undone").body()).contains("server_unavailable");
        }
    }

    @Test
    void statusesAreThoseOfTheConditions() throws IOException {
        assertThat(send("POST", "undone").status()).isEqualTo(503);
        assertThat(send("POST", "unknown").status()).isEqualTo(500);
    }

    private RawHttp.Answer send(String method, String kind) throws IOException {
        return new RawHttp(port).send(method + " /store/" + kind + " HTTP/1.1", "".getBytes(StandardCharsets.US_ASCII));
    }
}
