package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.door.kit.RawHttp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.ClassUtils;

/** What browsers are told of pages of other origins, over raw sockets. */
@SpringBootTest(
        classes = Doors.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "errata.docs-path=/docs/errors",
            "errata.cors.allowed-origins=https://app.example,http://localhost:3000",
            "errata.cors.allowed-methods=GET,POST",
            "errata.cors.exposed-headers=X-Pot",
            "errata.cors.allow-credentials=true",
            "errata.cors.max-age=600",
        })
class CorsTest {
    private static final String APP = "Origin: https://app.example";
    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static final String EXPOSED = "X-Request-Id, Link, Location, RateLimit, RateLimit-Policy, Retry-After,"
            + " WWW-Authenticate, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Pot";

    private static final boolean ON_TOMCAT =
            ClassUtils.isPresent("org.apache.catalina.startup.Tomcat", CorsTest.class.getClassLoader());

    @LocalServerPort
    private int port;

    @Autowired
    private Doors.Counter asked;

    private RawHttp http = new RawHttp(0);

    @BeforeEach
    void connect() {
        http = new RawHttp(port);
        asked.set(0);
    }

    private static void marked(RawHttp.Answer answer) {
        assertThat(answer.header(ALLOWED)).as(answer.toString()).containsExactly("https://app.example");
        assertThat(answer.header("Access-Control-Allow-Credentials")).containsExactly("true");
        assertThat(answer.header("Access-Control-Expose-Headers")).containsExactly(EXPOSED);
        varies(answer);
    }

    private static void unmarked(RawHttp.Answer answer) {
        assertThat(answer.headers())
                .as(answer.toString())
                .noneMatch(line -> line.regionMatches(true, 0, "Access-Control-", 0, 15));
        varies(answer);
    }

    private static void varies(RawHttp.Answer answer) {
        assertThat(answer.header("Vary")).as(answer.toString()).containsOnlyOnce("Origin");
    }

    @Test
    void preflightIsAnsweredBeforeAnyGuardIsAsked() throws IOException {
        RawHttp.Answer answer = http.send(
                "OPTIONS /guarded HTTP/1.1",
                APP,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: authorization, content-type");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        marked(answer);
        assertThat(answer.header("Access-Control-Allow-Methods")).containsExactly("GET,POST");
        assertThat(answer.header("Access-Control-Allow-Headers")).containsExactly("authorization, content-type");
        assertThat(answer.header("Access-Control-Max-Age")).containsExactly("600");
        assertThat(asked.get()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example, POST",
        "https://app.example.other, POST",
        "null, POST",
        "https://app.example, DELETE",
    })
    void preflightOfWhatIsNotDeclaredIsAnsweredWithoutLettingItIn(String origin, String method) throws IOException {
        RawHttp.Answer answer =
                http.send("OPTIONS /guarded HTTP/1.1", "Origin: " + origin, "Access-Control-Request-Method: " + method);

        assertThat(answer.status()).isEqualTo(204);
        unmarked(answer);
        assertThat(asked.get()).isZero();
    }

    @Test
    void optionsThatIsNoPreflightIsAskedLikeAnyOther() throws IOException {
        assertThat(http.send("OPTIONS /nowhere HTTP/1.1", APP).body()).contains("absent_route");
        assertThat(asked.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /who, 200",
        "GET /later, 200",
        "GET /caller, 401",
        "GET /nowhere, 404",
        "GET /fails/429, 429",
        "GET /busy?seconds=3, 503",
        "GET /teapot, 418",
        "GET /half-written, 500",
        "GET /bad-gateway, 500",
        "GET /plain-error, 409",
        "GET /docs/errors/absent_route, 200",
        "GET /docs/errors/none, 404",
    })
    void everyAnswerIsReadableForAPageOfADeclaredOrigin(String line, int status) throws IOException {
        RawHttp.Answer answer = http.send(line + " HTTP/1.1", APP);

        assertThat(answer.status()).isEqualTo(status);
        marked(answer);
        assertThat(answer.header("X-Request-Id")).hasSize(1);
    }

    @Test
    void whatIsRefusedAtTheDoorIsReadableToo() throws IOException {
        RawHttp.Answer malformed = http.send("GET /who HTTP/1.1", APP, "Authorization: Basic x");
        assertThat(malformed.status()).isEqualTo(401);
        marked(malformed);

        RawHttp.Answer large =
                http.send("POST /guarded HTTP/1.1", APP, "Expect: 100-continue", "Content-Length: 1048577");
        assertThat(large.status()).isEqualTo(413);
        marked(large);
    }

    @Test
    void whatTheContainerAnswersWithoutAnyFilterIsReadableToo() throws IOException {
        marked(http.send("TRACE /who HTTP/1.1", APP));
        unmarked(http.send("TRACE /who HTTP/1.1", "Origin: https://other.example"));
        unmarked(http.send("TRACE /who HTTP/1.1"));
    }

    @Test
    void aHeadThatCannotBeReadIsReadableWhereTheServerHasReadItsOrigin() throws IOException {
        RawHttp.Answer target = http.send("GET /%zz HTTP/1.1", APP);
        RawHttp.Answer large = http.send("GET /who HTTP/1.1", APP, "X-Large: " + "a".repeat(20_000));

        assertThat(List.of(target.status(), large.status())).containsExactly(400, 431);
        for (RawHttp.Answer answer : List.of(target, large)) {
            if (ON_TOMCAT) {
                marked(answer);
            } else {
                unmarked(answer);
            }
        }
        unmarked(http.send("GET /who\u0001 HTTP/1.1", APP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://other.example", "null", "://", "http://["})
    void whoeverAsksFromElsewhereIsAnsweredAsBeforeAndNotMarked(String origin) throws IOException {
        RawHttp.Answer answer =
                http.send("GET /guarded HTTP/1.1", "Origin: " + origin, "Authorization: Bearer secret:read");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"key\":\"key_1\"}");
        unmarked(answer);
    }

    @Test
    void whoeverSaysNoOriginIsNotMarkedAndCachesKnowThatOthersAre() throws IOException {
        unmarked(http.send("DELETE /who HTTP/1.1"));
        RawHttp.Answer page = http.send("GET /docs/errors/absent_route HTTP/1.1");
        unmarked(page);
        assertThat(page.header("Vary")).contains("Accept");
    }
}
