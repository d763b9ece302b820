package dev.errata.reference.harborprotocol.control;

import dev.errata.reference.control.Fixture;
import dev.errata.reference.harborprotocol.identity.StreamTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;

/** Readers of the event stream who stay, over connections like anybody's. Thread-safe. */
final class Readers implements AutoCloseable {
    private static final int MOST = 100;

    private final Environment environment;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<InputStream> streams = new ArrayList<>();

    Readers(Environment environment) {
        this.environment = environment;
    }

    /** Opens {@code count} streams with a {@code token}. */
    synchronized Map<String, Object> open(Map<String, String> arguments) {
        int count = Integer.parseInt(Fixture.required(arguments, "count"));
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("count must be from 0 to " + MOST);
        }
        URI address = URI.create(
                "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port") + StreamTokens.EVENTS);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + Fixture.required(arguments, "token"))
                .build();
        for (int i = 0; i < count; i++) {
            streams.add(opened(request));
        }
        return Map.of();
    }

    private InputStream opened(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                response.body().close();
                throw new IllegalArgumentException("a stream was answered with " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalArgumentException("a stream broke: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted while opening streams", e);
        }
    }

    /** Lets all go. */
    @Override
    public synchronized void close() {
        for (InputStream stream : streams) {
            try {
                stream.close();
            } catch (IOException alreadyGone) {
                // closed is what it was to be
            }
        }
        streams.clear();
    }
}
