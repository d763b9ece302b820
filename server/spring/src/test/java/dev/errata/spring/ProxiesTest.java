package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.errata.door.kit.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whose word about the caller counts, on Tomcat and on Jetty. */
class ProxiesTest {
    private static String peer(RawHttp http, String... headers) throws IOException {
        return http.send("GET /peer HTTP/1.1", headers).body();
    }

    private static String page(RawHttp http, String... headers) throws IOException {
        return http.send("GET /nowhere HTTP/1.1", headers).header("Link").toString();
    }

    @Test
    void declaredProxyIsBelievedAndWhatTheCallerWroteBeforeItIsNot() throws IOException {
        SurroundingsTest.run(
                SurroundingsTest.Application.class,
                (http, context) -> {
                    assertThat(peer(http)).isEqualTo("127.0.0.1 http localhost");
                    assertThat(peer(
                                    http,
                                    "X-Forwarded-For: 203.0.113.7",
                                    "X-Forwarded-Proto: https",
                                    "X-Forwarded-Host: api.example"))
                            .isEqualTo("203.0.113.7 https api.example");
                    assertThat(peer(http, "X-Forwarded-For: 1.2.3.4, 203.0.113.7"))
                            .startsWith("203.0.113.7 ");
                    assertThat(peer(http, "X-Forwarded-For: 1.2.3.4", "X-Forwarded-For: 203.0.113.7"))
                            .startsWith("203.0.113.7 ");
                    assertThat(peer(http, "X-Forwarded-For: 127.0.0.1, 203.0.113.7, 10.1.2.3"))
                            .startsWith("203.0.113.7 ");
                    assertThat(peer(http, "X-Forwarded-For: 2001:db8::7, 10.1.2.3"))
                            .contains("2001:db8:");
                    assertThat(peer(http, "Forwarded: for=1.2.3.4")).startsWith("127.0.0.1 ");
                    assertThat(page(http, "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Prefix: /api"))
                            .contains("</api/errors/");
                },
                "errata.trusted-proxies=127.0.0.1,10.0.0.0/8,::1");
    }

    @Test
    void whoeverIsNotDeclaredIsNotBelievedAndToldOfOnce() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(UndeclaredProxies.class);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        SurroundingsTest.run(
                SurroundingsTest.Application.class,
                (http, context) -> {
                    // Boot takes away what hangs on loggers before it starts.
                    logger.addAppender(told);
                    assertThat(peer(http)).startsWith("127.0.0.1 http ");
                    assertThat(told.list).isEmpty();
                    assertThat(peer(http, "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https"))
                            .startsWith("127.0.0.1 http ");
                    assertThat(page(http, "X-Forwarded-Prefix: /api")).contains("</errors/");
                    assertThat(peer(http, "Forwarded: for=203.0.113.7")).startsWith("127.0.0.1 http ");
                },
                "errata.trusted-proxies=10.0.0.0/8");

        logger.detachAppender(told);
        assertThat(told.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("A request of 127.0.0.1 has the header X-Forwarded-For, which is not believed:"
                        + " errata.trusted-proxies does not name that address. If it is a proxy of yours, name it there;"
                        + " until then locks, limits and logs take it for the caller. This is told once."
                        + " See docs/errors.md#proxy_undeclared");
    }

    /** A cloud makes Boot believe whoever stands before the application. */
    @Test
    void inACloudOnlyTheDeclaredProxiesAreBelievedAndWithoutThemWhoeverBootBelieves() throws IOException {
        SurroundingsTest.run(
                SurroundingsTest.Application.class,
                (http, context) ->
                        assertThat(peer(http, "X-Forwarded-For: 203.0.113.7")).startsWith("127.0.0.1 "),
                "spring.main.cloud-platform=kubernetes",
                "errata.trusted-proxies=10.0.0.0/8");
        SurroundingsTest.run(
                SurroundingsTest.Application.class,
                (http, context) ->
                        assertThat(peer(http, "X-Forwarded-For: 203.0.113.7")).startsWith("203.0.113.7 "),
                "spring.main.cloud-platform=kubernetes");
    }

    @Test
    void accessLogNamesTheCallerAndNotTheDeclaredProxy(@TempDir Path folder) throws IOException {
        SurroundingsTest.run(
                SurroundingsTest.Application.class,
                (http, context) -> peer(http, "X-Forwarded-For: 203.0.113.7"),
                "errata.trusted-proxies=127.0.0.1",
                "server.tomcat.accesslog.enabled=true",
                "server.tomcat.accesslog.directory=" + folder,
                "server.tomcat.accesslog.pattern=from %a",
                "server.jetty.accesslog.enabled=true",
                "server.jetty.accesslog.filename=" + folder.resolve("access.log"),
                "server.jetty.accesslog.custom-format=from %{client}a");

        try (Stream<Path> logs = Files.list(folder)) {
            assertThat(logs.map(ProxiesTest::text)).containsExactly("from 203.0.113.7\n");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
