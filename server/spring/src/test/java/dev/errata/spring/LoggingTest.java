package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.errata.door.Origin;
import dev.errata.door.kit.RawHttp;
import dev.errata.door.kit.TestCatalog;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the log shows of a refusal: nothing, unless nobody foresaw it. */
@SpringBootTest(
        classes = {FiftyWays.class, StoreFaultsTest.Ledger.class, StoreFaultsTest.Routes.class, LoggingTest.Pot.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LoggingTest {
    @RestController
    static class Pot {
        @GetMapping("/pot")
        String pot() {
            throw TestCatalog.TEAPOT.main().occurrence("green").exception();
        }

        @GetMapping("/pot/{status}")
        void set(@PathVariable("status") int status, HttpServletResponse response) throws IOException {
            response.sendError(status);
        }
    }

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger responder = (Logger) LoggerFactory.getLogger(DoorLog.class);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @LocalServerPort
    private int port;

    @BeforeEach
    void listen() {
        events.start();
        responder.setLevel(Level.ERROR);
        responder.setAdditive(false);
        responder.addAppender(events);
        root.addAppender(events);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(events);
        responder.detachAppender(events);
        responder.setAdditive(true);
        responder.setLevel(Level.OFF);
    }

    @Test
    void unforeseenExceptionIsLoggedOnceWithItsStackAndTheRequestId() throws IOException {
        RawHttp.Answer answer = new RawHttp(port).send("GET /fail HTTP/1.1", "X-Request-Id: mine.0123");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(events.list).hasSize(1);
        ILoggingEvent event = events.list.get(0);
        assertThat(event.getFormattedMessage())
                .isEqualTo("GET /fail failed and was answered with server_unexpected; request id mine.0123");
        assertThat(event.getThrowableProxy().getMessage()).isEqualTo(FiftyWays.MARKER);
    }

    @Test
    void aStoreThatIsAwayIsALineForEachCallAndItsStackOnlyAtDebug() throws IOException {
        responder.setLevel(Level.INFO);
        new RawHttp(port).send("POST /store/undone HTTP/1.1", "X-Request-Id: mine.0123");
        new RawHttp(port).send("POST /store/away HTTP/1.1", "X-Request-Id: mine.0124");

        assertThat(events.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly(
                        "WARN POST /store/undone was answered with server_unavailable because a store failed: "
                                + FiftyWays.MARKER + "; request id mine.0123",
                        "WARN POST /store/away was answered with server_outcome_unknown because a store failed: "
                                + FiftyWays.MARKER + "; request id mine.0124");
        assertThat(events.list)
                .allSatisfy(event -> assertThat(event.getThrowableProxy()).isNull());

        events.list.clear();
        responder.setLevel(Level.DEBUG);
        new RawHttp(port).send("POST /store/undone HTTP/1.1", "X-Request-Id: mine.0123");
        assertThat(events.list).extracting(event -> event.getLevel().toString()).containsExactly("WARN", "DEBUG");
        assertThat(events.list.get(1).getThrowableProxy().getMessage()).isEqualTo(FiftyWays.MARKER);
    }

    @Test
    void statusOfAServerErrorWithoutAReasonIsLogged() throws IOException {
        new RawHttp(port).send("GET /bare-500 HTTP/1.1", "X-Request-Id: mine.0123");

        assertThat(events.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("GET /bare-500 came to status 500 without a reason and was answered with "
                        + "server_unexpected; request id mine.0123");
    }

    @Test
    void aStatusThatIsReplacedIsToldOnceWithTheOneThatIsAnswered() throws IOException {
        responder.setLevel(Level.WARN);
        for (int status : new int[] {418, 418, 422, 404, 410}) {
            new RawHttp(port).send("GET /pot/" + status + " HTTP/1.1");
        }

        assertThat(events.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly(
                        "WARN GET /pot/{status} set the status 418, and request answered it with 400; 'statuses: [418]' on"
                                + " its page would keep it. This is said once for the two",
                        "WARN GET /pot/{status} set the status 422, and request answered it with 400; 'statuses: [422]' on"
                                + " its page would keep it. This is said once for the two");
    }

    @Test
    void streamThatFailsIsLoggedOnce() throws IOException {
        new RawHttp(port).send("GET /stream HTTP/1.1");

        assertThat(events.list).hasSize(1);
    }

    @Test
    void aRefusalIsOneLineAtDebugWithItsRequestIdAndWithoutItsQuery() throws IOException {
        Logger refusals = (Logger) LoggerFactory.getLogger("dev.errata.refusals");
        refusals.setLevel(Level.DEBUG);
        try {
            for (String target : new String[] {"/nowhere;a=b?secret=hush", "/conflict?secret=hush", "/gone"}) {
                new RawHttp(port).send("GET " + target + " HTTP/1.1", "X-Request-Id: mine.0123");
            }
        } finally {
            refusals.setLevel(null);
        }

        assertThat(events.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "request_target 400 GET /nowhere request id mine.0123",
                        "conflict 409 GET /conflict request id mine.0123",
                        "absent_gone 410 GET /gone request id mine.0123");
    }

    @Test
    void anErrorIsALineAtTheLevelOfItsPageAndNoneWhereThatIsOff() throws IOException {
        Logger refusals = (Logger) LoggerFactory.getLogger("dev.errata.refusals");
        refusals.setLevel(Level.INFO);
        try {
            for (String target : new String[] {"/pot", "/conflict"}) {
                new RawHttp(port).send("GET " + target + " HTTP/1.1", "X-Request-Id: mine.0123");
            }
            new DoorLog()
                    .answered(
                            new ServletDoorRequest(new MockHttpServletRequest(), new MockHttpServletResponse()),
                            "mine.0123",
                            TestCatalog.TEAPOT.main().occurrence("green"),
                            new Origin.Thrown(new IllegalStateException(), System.Logger.Level.OFF));
        } finally {
            refusals.setLevel(null);
        }

        assertThat(events.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly("INFO teapot 418 GET /pot request id mine.0123");
    }

    @Test
    void foreseenRefusalsAreNotLogged() throws IOException {
        for (String target :
                new String[] {"/nowhere", "/ok/x", "/param", "/conflict", "/never", "/gone", "/a//b", "/%zz"}) {
            new RawHttp(port).send("GET " + target + " HTTP/1.1");
        }
        assertThat(events.list).isEmpty();
    }
}
