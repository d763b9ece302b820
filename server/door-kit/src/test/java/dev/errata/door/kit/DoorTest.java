package dev.errata.door.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.Door;
import dev.errata.door.DoorSettings;
import dev.errata.door.ErrorCode;
import dev.errata.door.ErrorMappings;
import dev.errata.door.Origin;
import dev.errata.guard.RequestIds;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The door before the JDK's own server, which is the smallest framework there is. */
class DoorTest {
    private final Catalog catalog = TestCatalog.build();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    /** What a handler of the test does. */
    private interface Work {
        void on(HttpExchange exchange) throws Exception;
    }

    /** Said by the application itself. */
    @ErrorCode("teapot")
    public static class Brewing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** The detail of the code. */
        public String getColour() {
            return "green";
        }
    }

    /** Below one that is annotated. */
    public static final class StrongBrewing extends Brewing {
        private static final long serialVersionUID = 1L;
    }

    /** Has not what the code needs. */
    @ErrorCode("teapot")
    public static final class Colourless extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Door.Builder door() {
        return Door.of(catalog, new RequestIds(catalog, new SplittableRandom(1)))
                .listener((request, id, error, origin) -> heard.add(error.code() + " " + level(origin)));
    }

    private static String level(Origin origin) {
        return origin instanceof Origin.Thrown thrown ? thrown.level().toString() : "-";
    }

    private RawHttp serve(Door door, Work work) {
        server.createContext("/things", new JdkServerDoor(door, exchange -> {
            try {
                work.on(exchange);
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }));
        return new RawHttp(server.getAddress().getPort());
    }

    private String answer(Door door, Exception thrown) throws IOException {
        RawHttp.Answer answer = serve(door, exchange -> {
                    throw thrown;
                })
                .send("GET /things HTTP/1.1");
        server.removeContext("/things");
        return answer.status() + " " + answer.body().replaceAll(".*\"code\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void exceptionThatNobodyForesawIsTheServersFailure() throws IOException {
        assertThat(answer(door().build(), new IllegalStateException("secret"))).isEqualTo("500 server_unexpected");
        assertThat(heard).containsExactly("server_unexpected ERROR");
    }

    @Test
    void mappingOfTheApplicationAnswersAnExceptionAndThoseBelowIt() throws IOException {
        Door door = door().mapping(ErrorMappings.of(catalog)
                        .on(IOException.class, Condition.CONFLICT)
                        .build())
                .build();

        assertThat(answer(door, new FileNotFoundException("secret"))).isEqualTo("409 conflict");
        assertThat(heard).containsExactly("conflict DEBUG");
    }

    @Test
    void aMappingSaysAtOnceThatAConditionNeedsFacts() {
        assertThatThrownBy(() -> ErrorMappings.of(catalog).on(IOException.class, Condition.SERVER_UNAVAILABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The condition server.unavailable supplies [retry_after, retry_after_ms], but was raised with"
                                + " []. Make its facts with the method of Facts that asks for all of them.");
    }

    @Test
    void nearestClassOfOneMappingCounts() throws IOException {
        Door door = door().mapping(ErrorMappings.of(catalog)
                        .on(Exception.class, Condition.PERMISSION)
                        .on(IOException.class, Condition.CONFLICT)
                        .build())
                .build();

        assertThat(answer(door, new FileNotFoundException())).isEqualTo("409 conflict");
    }

    @Test
    void causeIsFoundWhereWhatWasThrownIsUnknown() throws IOException {
        Door door = door().mapping(ErrorMappings.of(catalog)
                        .on(IOException.class, Condition.CONFLICT)
                        .build())
                .build();

        assertThat(answer(door, new IllegalStateException(new IOException("secret"))))
                .isEqualTo("409 conflict");
    }

    @Test
    void firstMappingThatKnowsAnswers() throws IOException {
        Door door = door().mapping(ErrorMappings.of(catalog)
                        .on(IllegalStateException.class, Condition.CONFLICT)
                        .build())
                .mapping(ErrorMappings.of(catalog)
                        .on(RuntimeException.class, Condition.PERMISSION)
                        .on(IllegalStateException.class, Condition.ABSENT)
                        .build())
                .build();

        assertThat(answer(door, new IllegalStateException())).isEqualTo("409 conflict");
    }

    @Test
    void factoryOfAMappingGetsTheExceptionAndItsLevelIsTold() throws IOException {
        Door door = door().mapping(ErrorMappings.of(catalog)
                        .on(
                                IllegalStateException.class,
                                Level.WARNING,
                                failure -> TestCatalog.TEAPOT
                                        .main()
                                        .occurrence(failure.getMessage())
                                        .exception())
                        .build())
                .build();

        RawHttp.Answer answer = serve(door, exchange -> {
                    throw new IllegalStateException("blue");
                })
                .send("GET /things HTTP/1.1");

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.body()).contains("\"message\":\"The pot is blue.\"", "\"details\":{\"colour\":\"blue\"}");
        assertThat(heard).containsExactly("teapot WARNING");
    }

    @Test
    void aMappingSaysHowLoudALogTellsThenThePageThenTheStatus() throws IOException {
        Door.Builder quiet = door().mapping(ErrorMappings.of(catalog)
                .on(
                        IOException.class,
                        failure -> TestCatalog.TEAPOT.main().occurrence("blue").exception())
                .on(
                        FileNotFoundException.class,
                        Level.OFF,
                        failure -> TestCatalog.TEAPOT.main().occurrence("red").exception())
                .build());
        assertThat(answer(quiet.build(), new FileNotFoundException())).isEqualTo("418 teapot");
        assertThat(answer(quiet.build(), new IOException())).isEqualTo("418 teapot");
        assertThat(answer(door().build(), new Brewing())).isEqualTo("418 teapot");
        assertThat(answer(
                        door().build(),
                        TestCatalog.TEAPOT.main().occurrence("blue").exception()))
                .isEqualTo("418 teapot");
        assertThat(answer(door().build(), new IllegalStateException())).isEqualTo("500 server_unexpected");

        assertThat(heard)
                .containsExactly("teapot OFF", "teapot INFO", "teapot INFO", "teapot INFO", "server_unexpected ERROR");
    }

    @Test
    void twoRulesForOneClassAreRefusedWhenTheyAreMade() {
        ErrorMappings mappings = ErrorMappings.of(catalog).on(IOException.class, Condition.CONFLICT);

        assertThatThrownBy(() -> mappings.on(IOException.class, Condition.PERMISSION))
                .hasMessage("Two rules of one mapping answer java.io.IOException; leave one of them out.");
    }

    @Test
    void annotatedExceptionIsAnsweredByItsCodeWithDetailsFromItsMethods() throws IOException {
        RawHttp.Answer answer = serve(door().build(), exchange -> {
                    throw new StrongBrewing();
                })
                .send("GET /things HTTP/1.1");

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.body()).contains("\"message\":\"The pot is green.\"");
    }

    @Test
    void annotatedExceptionWithoutARequiredDetailSaysSo() {
        Door door = door().build();

        assertThatThrownBy(() -> door.answer(new Colourless(), null))
                .hasMessage(
                        "dev.errata.door.kit.DoorTest$Colourless has @ErrorCode(\"teapot\"), whose detail 'colour' is "
                                + "required, but no public method colour() or getColour() that returns a value of type string.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "*/*                                                      | application/json",
                "application/*                                            | application/json",
                "text/html                                                | application/json",
                "///                                                      | application/json",
                "application/json, application/problem+json               | application/json",
                "application/problem+json;q=0                             | application/json",
                "application/problem+json;q=0.5, */*                      | application/json",
                "application/problem+json;q=0.5, application/json;q=0.6   | application/json",
                "application/problem+json                                 | application/problem+json",
                "application/problem+json, application/json               | application/problem+json",
                "application/problem+json, */*                            | application/problem+json",
                "application/json;q=0.5, application/problem+json         | application/problem+json",
                "application/problem+json;q=0.5, text/html                | application/problem+json",
                "application/problem+json; charset=utf-8                  | application/problem+json",
            })
    void problemDetailsMustBeNamedAndPreferred(String accept, String chosen) throws IOException {
        RawHttp.Answer answer = serve(door().build(), exchange -> {
                    throw new IllegalStateException("secret");
                })
                .send("GET /things HTTP/1.1", "Accept: " + accept);

        assertThat(answer.header("Content-Type")).containsExactly(chosen);
    }

    @Test
    void guardRefusesBeforeTheWork() throws IOException {
        ApiError refusal = catalog.answer(Condition.AUTH_MISSING, Facts.none());
        RawHttp.Answer answer = serve(door().guards(request -> refusal).build(), exchange -> heard.add("worked"))
                .send("GET /things HTTP/1.1", "X-Request-Id: mine.0123");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).containsExactly("Bearer");
        assertThat(answer.header("X-Request-Id")).containsExactly("mine.0123");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
        assertThat(answer.header("Link")).containsExactly("</errors/auth_missing>; rel=\"help\"");
        assertThat(heard).containsExactly("auth_missing -");
    }

    @Test
    void bodyIsBoundedByItsLengthAndWhileItIsRead() throws IOException {
        Door door = door().settings(new DoorSettings("", "Bearer", 10)).build();
        RawHttp http = serve(door, exchange -> exchange.getRequestBody().readAllBytes());

        assertThat(http.json("/things", "\"0123456789\"").body()).contains("request_body_too_large");
        byte[] chunks = "9\r\n\"01234567\r\n9\r\n012345678\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(http.send(
                                "POST /things HTTP/1.1",
                                chunks,
                                "Content-Type: application/json",
                                "Transfer-Encoding: chunked")
                        .body())
                .contains("request_body_too_large");
        assertThat(http.json("/things", "\"\u00e9\"").status()).isEqualTo(0);
    }

    @Test
    void headHasTheHeadersOfTheErrorAndNoBody() throws IOException {
        RawHttp.Answer answer = serve(door().build(), exchange -> {
                    throw new UncheckedIOException(new IOException("secret"));
                })
                .send("HEAD /things HTTP/1.1");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void answerThatHasBegunIsCutSoThatNobodyTakesItForWhole() throws IOException {
        RawHttp.Answer answer = serve(door().build(), exchange -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(new byte[100]);
                    exchange.getResponseBody().flush();
                    throw new IllegalStateException("secret");
                })
                .send("GET /things HTTP/1.1");

        assertThat(answer.header("Content-Length")).containsExactly("1000");
        assertThat(answer.body()).hasSize(100);
    }

    @Test
    void streamOfEventsEndsWithTheError() throws IOException {
        RawHttp.Answer answer = serve(door().build(), exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write("data: 1\n\n".getBytes(StandardCharsets.US_ASCII));
                    exchange.getResponseBody().flush();
                    throw new IllegalStateException("secret");
                })
                .send("GET /things HTTP/1.1");

        assertThat(answer.body()).startsWith("data: 1\n\nevent: error\ndata: {").contains("server_unexpected");
    }
}
