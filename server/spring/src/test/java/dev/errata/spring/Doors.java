package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.kit.TestCatalog;
import dev.errata.guard.Caller;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardChain;
import dev.errata.guard.GuardedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.mock.http.MockHttpInputMessage;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** A service without Spring Security, with a guard at its door. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        exclude = {
            SecurityAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
        })
@Import({Doors.Guarded.class, Doors.Open.class, Doors.Counter.class})
class Doors {
    /** How often the guard was asked. */
    static final class Counter extends AtomicInteger {
        private static final long serialVersionUID = 1L;
    }

    @Bean
    Catalog catalog() {
        return TestCatalog.build();
    }

    /** Knows keys such as {@code secret:read,write}; lets requests without one pass to see what the route asks. */
    private record KeyGuard(Catalog catalog, Counter asked) implements Guard {
        @Override
        public ApiError check(GuardedRequest request) {
            asked.incrementAndGet();
            request.answerHeader("RateLimit", "\"default\";r=9;t=1");
            List<String> sent = request.headers("Authorization");
            if (sent.isEmpty()) {
                return null;
            }
            String key = request.header("Authorization");
            if (key == null || !key.startsWith("Bearer ")) {
                return catalog.answer(Condition.AUTH_MALFORMED, Facts.none());
            }
            String[] parts = key.substring("Bearer ".length()).split(":", 2);
            request.put(
                    Caller.class,
                    new Caller(
                            "key_1",
                            "acct_1",
                            "user_1",
                            parts[0],
                            false,
                            Set.copyOf(Arrays.asList(parts[1].split(",")))));
            return null;
        }
    }

    @Bean
    GuardChain guards(Catalog catalog, Counter asked) {
        return GuardChain.of(new KeyGuard(catalog, asked));
    }

    record Thing(@NotNull String name) {}

    record Filter(@Min(1) int page, String sort) {}

    @RestController
    @RequestMapping("/guarded")
    @Access(keyType = "secret")
    static class Guarded {
        @GetMapping
        Map<String, Object> read(Caller caller) {
            return Map.of("key", caller.keyId());
        }

        @PostMapping
        @Access(keyType = "secret", scopes = "write")
        Map<String, Object> write(@Valid @RequestBody Thing thing) {
            return Map.of("name", thing.name());
        }
    }

    @RestController
    static class Open {
        @GetMapping("/who")
        Map<String, Object> who(@RequestAttribute(RequestAttributes.REQUEST_ID) String id, HttpServletRequest request) {
            return Map.of("attribute", id, "mdc", MDC.get("request_id"), "host", request.getServerName());
        }

        @GetMapping("/later")
        Callable<Map<String, Object>> later() {
            return () -> Map.of("later", true);
        }

        @GetMapping("/caller")
        Map<String, Object> caller(Caller caller) {
            return Map.of("key", caller.keyId());
        }

        @GetMapping("/busy")
        void busy(@RequestParam(name = "seconds", required = false) Integer seconds, HttpServletResponse response)
                throws IOException {
            if (seconds != null) {
                response.setHeader("Retry-After", seconds.toString());
            }
            response.sendError(503);
        }

        @GetMapping("/fails/{status}")
        void fails(@PathVariable int status, HttpServletResponse response) throws IOException {
            response.sendError(status);
        }

        @GetMapping(path = "/told", params = "mode=fast")
        void told() {}

        @GetMapping("/upstream")
        void upstream() {
            throw new IllegalStateException(
                    new HttpMessageNotReadableException("upstream", new MockHttpInputMessage(new byte[0])));
        }

        @GetMapping("/teapot")
        void teapot() {
            throw new IllegalStateException(TestCatalog.TEAPOT
                    .main()
                    .occurrence("blue")
                    .header("X-Pot", "1")
                    .exception());
        }

        @GetMapping("/not-found")
        ResponseEntity<Void> notFound() {
            return ResponseEntity.notFound().build();
        }

        @GetMapping("/not-found-thrown")
        void notFoundThrown() {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, FiftyWays.MARKER);
        }

        @GetMapping("/bad-gateway")
        void badGateway(HttpServletResponse response) {
            response.setStatus(502);
        }

        @GetMapping("/own-error")
        ResponseEntity<Map<String, Object>> ownError() {
            return ResponseEntity.unprocessableContent().body(Map.of("own", true));
        }

        @GetMapping("/plain-error")
        void plainError(HttpServletResponse response) throws IOException {
            response.setStatus(409);
            response.setContentType("text/plain");
            response.getWriter().write("my own words");
            response.flushBuffer();
        }

        @GetMapping("/half-written")
        void halfWritten(HttpServletResponse response) throws IOException {
            response.setContentType("text/html");
            response.setHeader("ETag", "\"1\"");
            response.getWriter().write("<html>");
            throw new IllegalStateException("half");
        }

        @GetMapping("/big")
        List<Object> big() {
            return List.of("x".repeat(30_000), new FiftyWays.Unserialisable());
        }

        @GetMapping("/huge")
        List<Object> huge() {
            return List.of("x".repeat(100_000), new FiftyWays.Unserialisable());
        }

        @GetMapping("/after-error")
        void afterError(HttpServletResponse response) throws IOException {
            response.sendError(409, "words");
            response.getWriter().write("more words");
        }

        @CrossOrigin(origins = "https://friend.example")
        @GetMapping("/cors")
        Map<String, Object> cors() {
            return Map.of();
        }

        @GetMapping("/query-object")
        Map<String, Object> queryObject(@Valid Filter filter) {
            return Map.of("page", filter.page());
        }

        @GetMapping("/limits")
        Map<String, Object> limits(
                @RequestParam("b") @Size(max = 2) String b,
                @RequestParam("a") @Min(5) int a,
                @RequestHeader("X-Size") @Min(3) int size) {
            return Map.of("a", a, "b", b, "size", size);
        }
    }
}
