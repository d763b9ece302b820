package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.door.ErrorCode;
import dev.errata.door.ErrorMapping;
import dev.errata.door.ErrorMappings;
import dev.errata.door.kit.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** An application that says by itself what exceptions mean, under a context path. */
@SpringBootTest(
        classes = {FiftyWays.class, MappingTest.Application.class, MappingTest.Application.Routes.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "server.servlet.context-path=/shop")
class MappingTest {
    @LocalServerPort
    private int port;

    /** Carries its code. */
    @ErrorCode("teapot")
    public static final class Brewing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** A detail of the code. */
        public String colour() {
            return "green";
        }
    }

    static class Application {
        @Bean
        @Order(2)
        ErrorMapping later(Catalog catalog) {
            return ErrorMappings.of(catalog)
                    .on(DataIntegrityViolationException.class, Condition.PERMISSION)
                    .on(IllegalArgumentException.class, Condition.CONFLICT)
                    .build();
        }

        @Bean
        @Order(1)
        ErrorMapping sooner(Catalog catalog) {
            return ErrorMappings.of(catalog)
                    .on(DataIntegrityViolationException.class, Condition.CONFLICT)
                    .build();
        }

        @RestController
        static class Routes {
            @GetMapping("/numbers/{number}")
            String number(@PathVariable("number") int number) {
                return String.valueOf(number);
            }

            @GetMapping("/thrown/{kind}")
            String thrown(@PathVariable("kind") String kind) {
                throw switch (kind) {
                    case "integrity" -> new DataIntegrityViolationException(FiftyWays.MARKER);
                    case "integrity-within" ->
                        new IllegalStateException(new DataIntegrityViolationException(FiftyWays.MARKER));
                    case "brewing" -> new Brewing();
                    case "lock" -> new PessimisticLockingFailureException(FiftyWays.MARKER);
                    case "transaction" ->
                        new IllegalStateException(new OptimisticLockingFailureException(FiftyWays.MARKER));
                    case "argument" -> new IllegalArgumentException(FiftyWays.MARKER);
                    default -> new IllegalStateException(FiftyWays.MARKER);
                };
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "integrity, 409, conflict",
        "integrity-within, 409, conflict",
        "brewing, 418, teapot",
        "lock, 409, conflict",
        "transaction, 409, conflict",
        "anything, 500, server_unexpected",
    })
    void exceptionIsAnsweredAsTheApplicationSays(String kind, int status, String code) throws IOException {
        RawHttp.Answer answer = new RawHttp(port).send("GET /shop/thrown/" + kind + " HTTP/1.1");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain(FiftyWays.MARKER);
    }

    /** What cannot be converted has an IllegalArgumentException for its cause. */
    @Test
    void refusalsOfSpringAreNotLookedThroughForWhatTheApplicationMaps() throws IOException {
        assertThat(new RawHttp(port).send("GET /shop/numbers/x HTTP/1.1").body())
                .contains("\"code\":\"request_parameter_type\"");
        assertThat(new RawHttp(port).send("GET /shop/thrown/argument HTTP/1.1").body())
                .contains("\"code\":\"conflict\"");
    }

    @Test
    void addressesOfPagesBeginWithTheContextPath() throws IOException {
        RawHttp.Answer answer = new RawHttp(port).send("GET /shop/thrown/integrity HTTP/1.1");

        assertThat(answer.header("Link")).containsExactly("</shop/errors/conflict>; rel=\"help\"");
        assertThat(answer.body()).contains("\"doc_url\":\"/shop/errors/conflict\"");
    }
}
