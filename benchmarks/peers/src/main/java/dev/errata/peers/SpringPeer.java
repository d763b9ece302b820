package dev.errata.peers;

import java.nio.charset.StandardCharsets;
import org.springframework.core.SpringVersion;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

/** Spring's RestClient, over {@code java.net.http}; bodies are read as text. */
final class SpringPeer implements Peer {
    @Override
    public String name() {
        return "Spring RestClient";
    }

    @Override
    public String version() {
        return String.valueOf(SpringVersion.getVersion());
    }

    @Override
    public String requestIdHeader() {
        return "X-Request-Id";
    }

    @Override
    public String success() {
        return "{\"id\":\"1\"}";
    }

    @Override
    public String error(int status, String message) {
        return "{\"error\":\"" + message + "\"}";
    }

    @Override
    public Client connect(String base) {
        return new Orders(RestClient.builder()
                .baseUrl(base)
                .requestFactory(new JdkClientHttpRequestFactory())
                .build());
    }

    @Override
    public Caught caught(Throwable failure) {
        if (failure instanceof RestClientResponseException error) {
            String id = error.getResponseHeaders() == null
                    ? null
                    : error.getResponseHeaders().getFirst(requestIdHeader());
            String bytes = new String(error.getResponseBodyAsByteArray(), StandardCharsets.UTF_8);
            return new Caught(error.getStatusCode().value(), bytes, id);
        }
        return Caught.NOTHING;
    }

    private record Orders(RestClient client) implements Client {
        @Override
        public Object read() {
            return String.valueOf(client.get().uri("/orders/1").retrieve().body(String.class));
        }

        @Override
        public Object write() {
            return String.valueOf(client.post()
                    .uri("/orders")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body("{\"item\":\"lamp\"}")
                    .retrieve()
                    .body(String.class));
        }

        @Override
        public void head() {
            client.head().uri("/orders/1").retrieve().toBodilessEntity();
        }

        @Override
        public void delete() {
            client.delete().uri("/orders/1").retrieve().toBodilessEntity();
        }
    }
}
