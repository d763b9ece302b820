package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.errata.core.Catalog;
import dev.errata.door.kit.RawHttp;
import dev.errata.door.kit.TestCatalog;
import jakarta.servlet.http.HttpServletRequest;
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
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands around an application: a proxy in front, Actuator beside it, Spring Security, threads of another kind. */
class SurroundingsTest {
    private static final String[] REFUSED = {
        "GET /nowhere 404 absent_route",
        "DELETE /things/1 405 request_method",
        "GET /things/x 400 request_parameter_type",
        "GET /fails 500 server_unexpected",
        "GET /%zz 400 request_target",
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
    @Import(Routes.class)
    static class Application {
        @Bean
        Catalog catalog() {
            return TestCatalog.build();
        }
    }

    /** With Spring Security as Boot sets it up by itself. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Routes.class)
    static class Secured {
        @Bean
        Catalog catalog() {
            return TestCatalog.build();
        }
    }

    @RestController
    static class Routes {
        record Thing(Type type) {}

        record Type(int id) {}

        @GetMapping("/things/{id}")
        Map<String, Object> thing(@PathVariable("id") long id) {
            return Map.of("id", id);
        }

        @PostMapping("/things")
        Thing make(@RequestBody Thing thing) {
            return thing;
        }

        @GetMapping("/peer")
        String peer(HttpServletRequest request) {
            return request.getRemoteAddr() + " " + request.getScheme() + " " + request.getServerName();
        }

        @GetMapping("/fails")
        String fails() {
            throw new IllegalStateException(FiftyWays.MARKER);
        }
    }

    /** Does something with the application while it runs. */
    interface Use {
        void of(RawHttp http, ConfigurableApplicationContext context) throws IOException;
    }

    static void run(Class<?> application, Use use, String... properties) throws IOException {
        String[] arguments = new String[properties.length + 1];
        arguments[0] = "--server.port=0";
        for (int i = 0; i < properties.length; i++) {
            arguments[i + 1] = "--" + properties[i];
        }
        try (ConfigurableApplicationContext context = SpringApplication.run(application, arguments)) {
            int port = ((ServletWebServerApplicationContext) context)
                    .getWebServer()
                    .getPort();
            use.of(new RawHttp(port), context);
        }
    }

    private static void refused(RawHttp http) throws IOException {
        for (String each : REFUSED) {
            String[] expected = each.split(" ");
            RawHttp.Answer answer = http.send(expected[0] + " " + expected[1] + " HTTP/1.1");
            assertThat(answer.status()).as(each).isEqualTo(Integer.parseInt(expected[2]));
            assertThat(answer.body()).as(each).contains("\"code\":\"" + expected[3] + "\"");
        }
    }

    private static void knownBy(String base, RawHttp http, String... headers) throws IOException {
        RawHttp.Answer answer = http.send("GET /nowhere HTTP/1.1", headers);
        assertThat(answer.body()).contains("\"doc_url\":\"" + base + "/errors/absent_route\"", "\"path\":\"/nowhere\"");
        assertThat(answer.header("Link")).containsExactly("<" + base + "/errors/absent_route>; rel=\"help\"");
        assertThat(http.send("GET /errors/absent_route HTTP/1.1", headers).status())
                .isEqualTo(200);
        assertThat(http.send("GET /errors HTTP/1.1", headers).header("Location"))
                .containsExactly("./errors/");
    }

    private static double counted(RawHttp http, String tags) throws IOException {
        RawHttp.Answer answer = http.send("GET /actuator/metrics/errata.errors" + tags + " HTTP/1.1");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return measured(answer.body());
    }

    private static double measured(String body) {
        JsonNode json = new JsonMapper().readTree(body);
        return json.get("measurements").get(0).get("value").asDouble();
    }

    @Test
    void behindAProxyAndBesideActuatorOnVirtualThreadsEveryErrorIsInTheContractAndCountedOnce() throws IOException {
        run(
                Application.class,
                (http, context) -> {
                    refused(http);
                    knownBy("", http);
                    knownBy("/api", http, "X-Forwarded-Prefix: /api");
                    knownBy("/a/b", http, "X-Forwarded-Prefix: /a/, /b");
                    for (String unfit : new String[] {"//evil.test", "evil", "/a>b", "/" + "a".repeat(200)}) {
                        knownBy("", http, "X-Forwarded-Prefix: " + unfit);
                    }

                    // Of more than the door keeps each is answered all the same.
                    for (int i = 0; i < 20; i++) {
                        knownBy("/p" + i, http, "X-Forwarded-Prefix: /p" + i);
                    }

                    assertThat(http.send("GET /actuator/health HTTP/1.1").status())
                            .isEqualTo(200);
                    assertThat(http.send("GET /actuator/nothing HTTP/1.1").body())
                            .contains("\"code\":\"absent_route\"");
                    assertThat(http.send("DELETE /actuator/metrics HTTP/1.1").body())
                            .contains("\"code\":\"request_method\"");
                    assertThat(http.send("GET /actuator/metrics/none HTTP/1.1").body())
                            .contains("\"code\":\"absent\"");

                    for (int i = 0; i < 40; i++) {
                        http.send("GET /guess/" + i + " HTTP/1.1");
                        http.send("GET /things/x" + i + " HTTP/1.1");
                    }
                    assertThat(counted(http, "?tag=route:/things/%7Bid%7D&tag=condition:request.parameter.type"))
                            .isEqualTo(41);
                    assertThat(counted(http, "?tag=code:absent_route&tag=status:404&tag=route:none"))
                            .isEqualTo(69);
                    assertThat(http.send("GET /actuator/metrics/errata.errors HTTP/1.1")
                                    .body())
                            .doesNotContain("guess", "x39");
                },
                "server.forward-headers-strategy=native",
                "spring.threads.virtual.enabled=true",
                "management.endpoints.web.exposure.include=*");
    }

    @Test
    void actuatorOnAPortOfItsOwnAnswersAsBootDoesAndSpringsFilterTellsThePrefix() throws IOException {
        run(
                Application.class,
                (http, context) -> {
                    refused(http);
                    knownBy("/api", http, "X-Forwarded-Prefix: /api");
                    RawHttp beside = new RawHttp(
                            Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port")));
                    assertThat(beside.send("GET /actuator/health HTTP/1.1").status())
                            .isEqualTo(200);
                    assertThat(beside.send("GET /actuator/nothing HTTP/1.1").status())
                            .isEqualTo(404);
                    assertThat(beside.send("DELETE /actuator/health HTTP/1.1").status())
                            .isEqualTo(405);
                },
                "server.forward-headers-strategy=framework",
                "management.server.port=0",
                "management.server.address=127.0.0.1");
    }

    @Test
    void whatSpringSecurityRefusesByItselfIsInTheContract() throws IOException {
        run(Secured.class, (http, context) -> {
            RawHttp.Answer forged = http.send("POST /things HTTP/1.1", "Content-Length: 0");
            assertThat(forged.status()).isEqualTo(403);
            assertThat(forged.body()).contains("\"code\":\"permission\"");
            assertThat(http.send("GET /things/1 HTTP/1.1").body()).contains("\"code\":\"auth_missing\"");
        });
    }

    @Test
    void aTextIsStillTakenForANumberAndAnAddressOfPagesThatIsSetStays() throws IOException {
        run(
                Application.class,
                (http, context) -> {
                    assertThat(http.json("/things", "{\"type\":{\"id\":\"1\"},\"more\":1}")
                                    .body())
                            .isEqualTo("{\"type\":{\"id\":1}}");
                    assertThat(http.send("GET /nowhere HTTP/1.1", "X-Forwarded-Prefix: /api")
                                    .header("Link"))
                            .containsExactly("</docs/errors/absent_route>; rel=\"help\"");
                },
                "errata.json.strict=false",
                "errata.docs-url=/docs",
                "server.forward-headers-strategy=native");
    }

    /** With origins that the application declares to Spring Security. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Routes.class)
    static class OwnOrigins {
        @Bean
        Catalog catalog() {
            return TestCatalog.build();
        }

        @Bean
        SecurityFilterChain security(HttpSecurity http) {
            return http.cors(withDefaults())
                    .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                    .build();
        }

        @Bean
        UrlBasedCorsConfigurationSource corsConfigurationSource() {
            CorsConfiguration own = new CorsConfiguration();
            own.addAllowedOrigin("https://own.example");
            UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
            source.registerCorsConfiguration("/**", own);
            return source;
        }
    }

    @Test
    void originsThatTheApplicationDeclaresToSpringSecurityAreLeftToIt() throws IOException {
        run(OwnOrigins.class, (http, context) -> {
            RawHttp.Answer preflight = http.send(
                    "OPTIONS /things/1 HTTP/1.1", "Origin: https://own.example", "Access-Control-Request-Method: GET");
            assertThat(preflight.status()).isEqualTo(200);
            assertThat(preflight.header("Access-Control-Allow-Origin")).containsExactly("https://own.example");
            RawHttp.Answer absent = http.send("GET /nowhere HTTP/1.1", "Origin: https://own.example");
            assertThat(absent.body()).contains("\"code\":\"absent_route\"");
            assertThat(absent.header("Access-Control-Allow-Origin")).containsExactly("https://own.example");
        });
    }
}
