package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Catalog;
import dev.errata.door.kit.RawHttp;
import dev.errata.door.kit.TestCatalog;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** An application that was there before, on its way to the contract. */
class AdoptionTest {
    private static final String[] PROBES = {
        "GET /v1/known",
        "GET /v1/unknown",
        "GET /v2/known",
        "GET /v2/unknown",
        "GET /v2/text",
        "GET /nowhere",
        "GET /a//b"
    };

    @SpringBootConfiguration
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"
            })
    @Import({Application.Routes.class, Application.Advice.class})
    static class Application {
        @Bean
        Catalog catalog() {
            return TestCatalog.build();
        }

        record Thing(String name) {}

        @RestController
        static class Routes {
            @GetMapping({"/v1/known", "/v2/known"})
            String known() {
                throw new IllegalArgumentException("of the application");
            }

            @GetMapping({"/v1/unknown", "/v2/unknown"})
            String unknown() {
                throw new IllegalStateException(FiftyWays.MARKER);
            }

            @GetMapping("/v2/text")
            void text(HttpServletResponse response) throws IOException {
                response.setStatus(409);
                response.setContentType("text/plain");
                response.getWriter().write("my own words");
            }

            @GetMapping("/v2/denied")
            String denied() {
                throw new AccessDeniedException(FiftyWays.MARKER);
            }

            @PostMapping("/v2/things")
            Thing things(@RequestBody Thing thing) {
                return thing;
            }
        }

        @RestControllerAdvice
        static class Advice {
            @ExceptionHandler(AccessDeniedException.class)
            ResponseEntity<String> denied() {
                return ResponseEntity.status(HttpStatus.CONFLICT).body("mine");
            }

            @ExceptionHandler
            ResponseEntity<Map<String, String>> handle(IllegalArgumentException failure) {
                return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                        .body(Map.of("mine", String.valueOf(failure.getMessage())));
            }
        }
    }

    /** Does something with the application while it runs. */
    private interface Use {
        void of(RawHttp http, ConfigurableApplicationContext context) throws IOException;
    }

    private static void run(Use use, String... properties) throws IOException {
        String[] arguments = new String[properties.length + 1];
        arguments[0] = "--server.port=0";
        for (int i = 0; i < properties.length; i++) {
            arguments[i + 1] = "--" + properties[i];
        }
        try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, arguments)) {
            int port = ((ServletWebServerApplicationContext) context)
                    .getWebServer()
                    .getPort();
            use.of(new RawHttp(port), context);
        }
    }

    private static String told(RawHttp.Answer answer) {
        return answer.status() + " "
                + answer.body().replaceAll("(\"timestamp\":|\"request_id\":)\"[^\"]*\"", "$1\"…\"");
    }

    @Test
    void whileItIsObservedNothingDiffersAndWhatWouldIsCounted() throws IOException {
        StringBuilder without = new StringBuilder();
        StringBuilder observed = new StringBuilder();
        run(
                (http, context) -> ask(http, without),
                "spring.autoconfigure.exclude=dev.errata.spring.ErrataAutoConfiguration");
        run(
                (http, context) -> {
                    ask(http, observed);

                    assertThat(context.getBean(Observations.class).counts())
                            .containsEntry(new Observation("GET", "/v1/known", 422, 500, "server_unexpected"), 1L)
                            .containsEntry(new Observation("GET", "/v2/unknown", 500, 500, "server_unexpected"), 1L)
                            .containsEntry(new Observation("GET", "/v2/text", 409, 409, "conflict"), 1L)
                            .containsEntry(new Observation("GET", "", 404, 404, "absent_route"), 2L);
                },
                "errata.mode=observe");

        assertThat(observed.toString()).isEqualTo(without.toString());
    }

    private static void ask(RawHttp http, StringBuilder into) throws IOException {
        for (String probe : PROBES) {
            into.append(told(http.send(probe + " HTTP/1.1"))).append('\n');
        }
        into.append(told(http.json("/v2/things", "{\"name\":\"a\",\"more\":1}")))
                .append('\n');
    }

    @Test
    void withoutASayTheContractTakesTheWholeApplication() throws IOException {
        run((http, context) -> {
            assertThat(told(http.send("GET /v1/known HTTP/1.1")))
                    .startsWith("500")
                    .contains("server_unexpected");
            assertThat(told(http.send("GET /v2/text HTTP/1.1"))).isEqualTo("409 my own words");
            assertThat(told(http.send("GET /v2/denied HTTP/1.1")))
                    .startsWith("403")
                    .contains("\"code\":\"permission\"");
        });
    }

    @Test
    void onePathIsInTheContractAndTheRestAnswersAsBefore() throws IOException {
        run(
                (http, context) -> {
                    assertThat(told(http.send("GET /v1/known HTTP/1.1")))
                            .isEqualTo("422 {\"mine\":\"of the application\"}");
                    assertThat(http.send("GET /v1/unknown HTTP/1.1").body())
                            .contains("\"error\":\"Internal Server Error\"");
                    assertThat(http.send("GET /nowhere HTTP/1.1").body()).contains("\"path\":\"/nowhere\"");
                    assertThat(http.send("GET /v2/known HTTP/1.1").body()).contains("server_unexpected");
                    assertThat(http.send("GET /v2/nowhere HTTP/1.1").body()).contains("absent_route");
                    assertThat(http.send("GET /v1/unknown HTTP/1.1").header("X-Request-Id"))
                            .isEmpty();
                },
                "errata.paths=/v2/**");
    }

    @Test
    void onePackageOfControllersIsInTheContract() throws IOException {
        run(
                (http, context) -> assertThat(told(http.send("GET /v1/known HTTP/1.1")))
                        .isEqualTo("422 {\"mine\":\"of the application\"}"),
                "errata.packages=com.example");
        run(
                (http, context) ->
                        assertThat(http.send("GET /v1/known HTTP/1.1").body()).contains("server_unexpected"),
                "errata.packages=dev.errata");
    }

    @Test
    void oneVersionIsInTheContract() throws IOException {
        run(
                (http, context) -> {
                    assertThat(told(http.send("GET /v1/known HTTP/1.1"))).startsWith("422");
                    assertThat(told(http.send("GET /v1/known HTTP/1.1", "Version: 2")))
                            .startsWith("500")
                            .contains("server_unexpected");
                },
                "errata.headers.Version=2");
    }

    @Test
    void exceptionHandlersOfTheApplicationAreAskedFirstWhereItSaysSo() throws IOException {
        run(
                (http, context) -> {
                    assertThat(told(http.send("GET /v1/known HTTP/1.1")))
                            .isEqualTo("422 {\"mine\":\"of the application\"}");
                    assertThat(http.send("GET /v1/unknown HTTP/1.1").body()).contains("server_unexpected");
                    assertThat(told(http.send("GET /v2/denied HTTP/1.1"))).isEqualTo("409 mine");
                },
                "errata.exception-handlers=keep");
    }

    @Test
    void bodiesOfHandlersAreReplacedWhereItSaysSo() throws IOException {
        run(
                (http, context) ->
                        assertThat(http.send("GET /v2/text HTTP/1.1").body()).contains("\"code\":\"conflict\""),
                "errata.own-bodies=replace");
    }
}
