package dev.errata.spring;

import dev.errata.core.ToolError;
import dev.errata.door.DoorRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Tells browsers which pages of other origins may read answers, by Spring's own processor. Nothing is refused: the browser
 * keeps from a page what is not marked, and who is no browser asks as before.
 */
final class Cors extends DefaultCorsProcessor {
    /** What the door, guards and handlers of the usual kind send; the name of the request id comes from the catalog. */
    private static final List<String> EXPOSED = List.of(
            "Link",
            "Location",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
            "WWW-Authenticate",
            "X-RateLimit-Limit",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset");

    private static final Map<String, Integer> OWN_PORTS = Map.of("http", 80, "https", 443);

    private final @Nullable CorsConfiguration declared;

    private Cors(@Nullable CorsConfiguration declared) {
        this.declared = declared;
    }

    /**
     * What the properties declare.
     *
     * @param requestId the header that names requests
     * @throws SettingFailure when one of them is no origin, or any may come with credentials
     */
    static Cors of(CorsProperties properties, String requestId) {
        if (properties.allowedOrigins().isEmpty()) {
            return new Cors(null);
        }
        properties.allowedOrigins().forEach(origin -> check(origin, properties.allowCredentials()));
        List<String> exposed = new ArrayList<>(List.of(requestId));
        exposed.addAll(EXPOSED);
        exposed.addAll(properties.exposedHeaders());
        CorsConfiguration declared = new CorsConfiguration();
        declared.setAllowedOrigins(properties.allowedOrigins());
        declared.setAllowedMethods(properties.allowedMethods());
        declared.setAllowedHeaders(properties.allowedHeaders());
        declared.setExposedHeaders(exposed);
        declared.setAllowCredentials(properties.allowCredentials());
        declared.setMaxAge(properties.maxAge());
        return new Cors(declared);
    }

    private static void check(String origin, boolean credentials) {
        String wrong = origin.equals(CorsConfiguration.ALL)
                ? (credentials ? "would let every page act with the cookies of its visitors" : null)
                : wrong(origin);
        if (wrong != null) {
            throw new SettingFailure(
                    ToolError.CORS_UNUSABLE,
                    "errata.cors.allowed-origins has \"" + origin + "\", which " + wrong + ".",
                    "Write scheme, host and port as browsers send them in Origin, such as https://app.example or"
                            + " http://localhost:3000; * means any, where errata.cors.allow-credentials is false.");
        }
    }

    /** What keeps a text from being an origin as browsers write it (RFC 6454, section 6.2). */
    private static @Nullable String wrong(String origin) {
        if (origin.indexOf('*') >= 0) {
            return "is a pattern; only whole origins are taken";
        }
        URI uri;
        try {
            uri = URI.create(origin);
        } catch (IllegalArgumentException e) {
            return "is no address";
        }
        if (uri.getScheme() == null || uri.getRawAuthority() == null) {
            return "has no scheme with :// before its host";
        }
        String whole = uri.getScheme() + "://" + uri.getRawAuthority();
        if (!whole.equals(origin)) {
            return "has something behind its host and port";
        }
        if (uri.getRawUserInfo() != null) {
            return "has a user";
        }
        Integer port = OWN_PORTS.get(uri.getScheme().toLowerCase(Locale.ROOT));
        return port != null && port == uri.getPort() ? "names the port that browsers leave out for its scheme" : null;
    }

    /** Marks the answer, and gives it if the browser only asks whether it may ask, which nobody behind is to see. */
    boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (declared == null) {
            return false;
        }
        processRequest(declared, request, response);
        boolean preflight =
                request.getDispatcherType() == DispatcherType.REQUEST && CorsUtils.isPreFlightRequest(request);
        if (preflight) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
        return preflight;
    }

    /** Marks what the container answers without any filter, as far as it has read who asks. */
    void mark(DoorRequest request) {
        if (declared == null || request.answered(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN) != null) {
            return;
        }
        request.answerHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        List<String> origins = request.headers(HttpHeaders.ORIGIN);
        String allowed = origins.size() == 1 ? declared.checkOrigin(origins.get(0)) : null;
        if (allowed != null) {
            request.answerHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
            request.answerHeader(
                    HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                    String.join(", ", Objects.requireNonNull(declared.getExposedHeaders())));
            if (Boolean.TRUE.equals(declared.getAllowCredentials())) {
                request.answerHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            }
        }
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) {}
}
