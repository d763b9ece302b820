package dev.errata.spring;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.errata.core.Catalog;
import dev.errata.door.kit.DoorCase;
import dev.errata.door.kit.TestCatalog;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** A service that can be refused in fifty ways; it owns no error plumbing. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(FiftyWays.Routes.class)
class FiftyWays {
    /** Stands in the text of every exception that the service throws, so that a leak is found by searching for it. */
    static final String MARKER = DoorCase.SECRET;

    enum Color {
        RED,
        GREEN
    }

    record Item(@NotBlank String name, @NotNull @Min(1) Integer qty) {}

    record Body(
            @NotNull @Size(min = 3) String title,
            @NotEmpty List<@Valid Item> items,
            Color color,
            @Email @JsonProperty("e_mail") String mail) {}

    @ResponseStatus(HttpStatus.CONFLICT)
    static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Conflict() {
            super(MARKER);
        }
    }

    static final class Unserialisable {
        public String getText() {
            throw new IllegalStateException(MARKER);
        }
    }

    @Bean
    Catalog catalog() {
        return TestCatalog.build();
    }

    @Bean
    FilterRegistrationBean<Filter> throwingFilter() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            String path = ((HttpServletRequest) request).getRequestURI();
            if (path.equals("/filter/throw")) {
                throw new IllegalStateException(MARKER);
            } else if (path.equals("/filter/gone")) {
                ((HttpServletResponse) response).sendError(410, MARKER);
                return;
            }
            chain.doFilter(request, response);
        });
        filter.setOrder(0);
        return filter;
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("ann").password("{noop}right").roles("USER").build());
    }

    @Bean
    JwtDecoder refusingDecoder() {
        return token -> {
            throw new BadJwtException(MARKER);
        };
    }

    @Bean
    @Order(1)
    SecurityFilterChain bearer(HttpSecurity http) {
        return http.securityMatcher("/jwt/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain basic(HttpSecurity http) {
        return http.csrf(csrf -> csrf.disable())
                .httpBasic(Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.requestMatchers("/admin")
                        .hasRole("ADMIN")
                        .anyRequest()
                        .permitAll())
                .build();
    }

    @RestController
    static class Routes {
        @GetMapping("/ok/{id}")
        Map<String, Object> ok(@PathVariable("id") int id) {
            return Map.of("id", id);
        }

        @PostMapping(
                path = "/body",
                consumes = MediaType.APPLICATION_JSON_VALUE,
                produces = MediaType.APPLICATION_JSON_VALUE)
        Map<String, Object> body(@Valid @RequestBody Body body) {
            return Map.of("title", body.title());
        }

        @PostMapping("/free")
        Map<String, Object> free(@RequestBody Map<String, Object> body) {
            return body;
        }

        @GetMapping("/param")
        Map<String, Object> param(@RequestParam("n") @Min(5) int n) {
            return Map.of("n", n);
        }

        @GetMapping("/hdr")
        Map<String, Object> header(@RequestHeader("X-Need") String need) {
            return Map.of("need", need);
        }

        @GetMapping("/ck")
        Map<String, Object> cookie(@CookieValue("need") String need) {
            return Map.of("need", need);
        }

        @PostMapping("/upload")
        Map<String, Object> upload(@RequestParam("file") MultipartFile file) {
            return Map.of("size", file.getSize());
        }

        @GetMapping("/admin")
        Map<String, Object> admin() {
            return Map.of();
        }

        @GetMapping("/fail")
        Map<String, Object> fail() {
            throw new IllegalStateException(MARKER);
        }

        @GetMapping("/bare-500")
        void bareStatus(HttpServletResponse response) {
            response.setStatus(500);
        }

        @GetMapping("/denied")
        Map<String, Object> denied() {
            throw new AccessDeniedException(MARKER);
        }

        @GetMapping("/conflict")
        Map<String, Object> conflict() {
            throw new Conflict();
        }

        @GetMapping("/status-exception")
        Map<String, Object> statusException() {
            throw new ResponseStatusException(HttpStatus.CONFLICT, MARKER);
        }

        @GetMapping("/overflow")
        Map<String, Object> overflow() {
            throw new StackOverflowError(MARKER);
        }

        @GetMapping("/unserialisable")
        List<Object> unserialisable(@RequestParam(name = "before", defaultValue = "0") int before) {
            return List.of("x".repeat(before), new Unserialisable());
        }

        @GetMapping("/gone")
        void gone(HttpServletResponse response) throws IOException {
            response.sendError(410, MARKER);
        }

        @GetMapping("/async")
        Callable<String> async() {
            return () -> {
                throw new IllegalStateException(MARKER);
            };
        }

        @GetMapping("/never")
        DeferredResult<String> never() {
            return new DeferredResult<>(300L);
        }

        @GetMapping("/sse")
        SseEmitter events() throws IOException {
            SseEmitter emitter = new SseEmitter();
            emitter.send("first");
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS)
                    .execute(() -> emitter.completeWithError(new IllegalStateException(MARKER)));
            return emitter;
        }

        @GetMapping(path = "/stream", produces = MediaType.APPLICATION_JSON_VALUE)
        StreamingResponseBody stream() {
            return out -> {
                out.write("{\"rows\":[0".getBytes(StandardCharsets.UTF_8));
                for (int row = 1; row < 20_000; row++) {
                    out.write((",100" + row % 10).getBytes(StandardCharsets.UTF_8));
                    if (row % 1_000 == 0) {
                        out.flush();
                    }
                }
                throw new IllegalStateException(MARKER);
            };
        }
    }
}
