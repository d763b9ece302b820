package dev.errata.benchmarks;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Caller;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardChain;
import dev.errata.guard.limit.InMemoryBucketStore;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimit.Level;
import dev.errata.guard.limit.RateLimitGuard;
import dev.errata.guard.limit.RateLimitHeaders;
import dev.errata.reference.harpoon.HarpoonErrors;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The servers that {@link DoorReport} compares, each in a process of its own. */
public final class DoorServer {
    /** What the peers answer with: as long as what Errata writes. */
    private static final byte[] BODY =
            ("{\"success\":false,\"error\":{\"code\":\"TRANSACTION_NOT_FOUND\",\"message\":\"No such"
                            + " transaction.\",\"doc_url\":\"/errors/TRANSACTION_NOT_FOUND\",\"request_id\":"
                            + "\"req_0123456789abcdef0123456789abcdef\"}}")
                    .getBytes(StandardCharsets.UTF_8);

    /** Takes JSON from those who have a key. */
    private static final String TAKE = "/take";

    private static final String KEY = "Authorization";

    private DoorServer() {}

    /** Takes a kind ({@code bare}, {@code plain} or {@code errata}) and a port. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        switch (arguments[0]) {
            case "bare" -> bare(port);
            case "plain" ->
                boot(
                        Plain.class,
                        port,
                        Map.of(
                                "spring.mvc.problemdetails.enabled", "true",
                                "spring.autoconfigure.exclude",
                                        "dev.errata.spring.ErrataAutoConfiguration,dev.errata.spring.ErrataHealthAutoConfiguration"));
            case "errata" -> boot(Errata.class, port, Map.of());
            default -> throw new IllegalArgumentException("Found " + arguments[0] + "; give bare, plain or errata");
        }
    }

    private static void boot(Class<?> application, int port, Map<String, String> properties) {
        SpringApplication boot = new SpringApplication(application);
        boot.setDefaultProperties(Map.<String, Object>copyOf(properties));
        boot.run("--server.port=" + port, "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
    }

    private static void bare(int port) throws IOException, LifecycleException {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("errata-door").toString());
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "constant", new Constant());
        context.addServletMappingDecoded("/*", "constant");
        tomcat.start();
        tomcat.getServer().await();
    }

    private static void write(HttpServletResponse response, int status) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(BODY.length);
        response.getOutputStream().write(BODY);
    }

    /** A servlet and nothing else. */
    static final class Constant extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            write(response, HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** Spring Boot without Errata: a filter, handlers that write bytes, and its own problem details. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Plain.Routes.class)
    static class Plain {
        @Bean
        FilterRegistrationBean<Filter> refusal() {
            FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
                HttpServletRequest asked = (HttpServletRequest) request;
                if (asked.getRequestURI().equals("/guard")) {
                    write((HttpServletResponse) response, HttpServletResponse.SC_FORBIDDEN);
                } else if (asked.getRequestURI().equals(TAKE) && asked.getHeader(KEY) == null) {
                    write((HttpServletResponse) response, HttpServletResponse.SC_UNAUTHORIZED);
                } else {
                    chain.doFilter(request, response);
                }
            });
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return filter;
        }

        @RestController
        static class Routes {
            @GetMapping("/bytes")
            void bytes(HttpServletResponse response) throws IOException {
                write(response, HttpServletResponse.SC_NOT_FOUND);
            }

            @GetMapping("/problem")
            void problem() {
                throw new ErrorResponseException(HttpStatus.NOT_FOUND);
            }

            @GetMapping("/ok")
            Map<String, Object> ok() {
                return Map.of("id", "txn_1", "amount", 500);
            }

            @PostMapping(TAKE)
            Map<String, Object> take(@RequestBody Map<String, Object> body) {
                return Map.of("members", body.size());
            }
        }
    }

    /** Spring Boot with Errata. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Errata.Routes.class)
    static class Errata {
        private static final Caller CALLER = new Caller("key", "owner", "user", "secret", true, Set.of());

        @Bean
        Catalog catalog() {
            return HarpoonErrors.CATALOG;
        }

        @Bean
        GuardChain guards(Catalog catalog, InstantSource clock) {
            Guard limit = new RateLimitGuard(
                    catalog,
                    new InMemoryBucketStore(clock),
                    clock,
                    RateLimitHeaders.X,
                    List.of(new RateLimit("door", Level.KEY, 1, Duration.ofHours(1))));
            return GuardChain.of(request -> switch (request.path()) {
                case "/guard" -> catalog.answer(Condition.AUTH_MISSING, Facts.none());
                case TAKE ->
                    request.headers(KEY).isEmpty() ? catalog.answer(Condition.AUTH_MISSING, Facts.none()) : null;
                case "/limit" -> {
                    request.put(Caller.class, CALLER);
                    yield limit.check(request);
                }
                default -> null;
            });
        }

        @RestController
        static class Routes {
            @GetMapping("/thrown")
            void thrown() {
                throw HarpoonErrors.transactionNotFound("txn_1");
            }

            @PostMapping(TAKE)
            Map<String, Object> take(@RequestBody Map<String, Object> body) {
                return Map.of("members", body.size());
            }

            @GetMapping("/ok")
            Map<String, Object> ok() {
                return Map.of("id", "txn_1", "amount", 500);
            }
        }
    }
}
