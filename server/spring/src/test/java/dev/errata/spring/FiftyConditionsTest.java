package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.door.kit.DoorCase;
import dev.errata.door.kit.DoorTable;
import dev.errata.door.kit.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** Fifty ways to be refused, over raw sockets, in one envelope. */
@SpringBootTest(
        classes = FiftyWays.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.servlet.multipart.max-file-size=1KB"})
class FiftyConditionsTest {
    @LocalServerPort
    private int port;

    @Autowired
    private WebServerApplicationContext context;

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.errata.door.kit.DoorKit#cases")
    void isAnsweredInTheContract(DoorCase each) throws IOException {
        each.verify(port);
    }

    @Test
    void whatItAnswersStandsInTheTable() throws IOException {
        boolean jetty = context.getWebServer().getClass().getSimpleName().contains("Jetty");

        new DoorTable(Path.of("..", "..", "docs", "doors.md")).keep(jetty ? 1 : 0, port);
    }

    @Test
    void denialThrownByAHandlerIsLeftToSpringSecurity() throws IOException {
        RawHttp.Answer anonymous = new RawHttp(port).send("GET /denied HTTP/1.1");
        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(anonymous.header("WWW-Authenticate")).containsExactly("Basic realm=\"Realm\", charset=\"UTF-8\"");
        assertThat(anonymous.body()).contains("\"code\":\"auth_missing\"");

        String credentials = Base64.getEncoder().encodeToString("ann:right".getBytes(StandardCharsets.UTF_8));
        RawHttp.Answer known = new RawHttp(port).send("GET /denied HTTP/1.1", "Authorization: Basic " + credentials);
        assertThat(known.status()).isEqualTo(403);
        assertThat(known.body()).contains("\"code\":\"permission\"");
        assertThat(known.toString()).doesNotContain(DoorCase.SECRET, "Exception");
    }
}
