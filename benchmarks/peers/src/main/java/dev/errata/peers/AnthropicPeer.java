package dev.errata.peers;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.MessageCreateParams;
import java.util.concurrent.CompletableFuture;

/** anthropic-java, written by the generator of openai-java (Stainless), over OkHttp. */
final class AnthropicPeer implements Peer {
    private final String version;

    AnthropicPeer(Versions versions) {
        this.version = versions.of(name());
    }

    @Override
    public String name() {
        return "anthropic-java";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String requestIdHeader() {
        return "request-id";
    }

    @Override
    public String success() {
        return "{\"id\":\"model\",\"type\":\"model\",\"display_name\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\"}";
    }

    @Override
    public String error(int status, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"" + message + "\"}}";
    }

    @Override
    public Client connect(String base) {
        return new Models(
                AnthropicOkHttpClient.builder().baseUrl(base).apiKey("sk-1").build());
    }

    @Override
    public Caught caught(Throwable failure) {
        if (failure instanceof AnthropicServiceException error) {
            String id = error.headers().values(requestIdHeader()).stream()
                    .findFirst()
                    .orElse(null);
            return new Caught(error.statusCode(), error.body().toString(), id);
        }
        return Caught.NOTHING;
    }

    private record Models(AnthropicClient client) implements Client {
        @Override
        public Object read() {
            return client.models().retrieve("model");
        }

        @Override
        public Object write() {
            return client.messages()
                    .create(MessageCreateParams.builder()
                            .model("model")
                            .maxTokens(1)
                            .addUserMessage("lamp")
                            .build());
        }

        @Override
        public CompletableFuture<?> readAsync() {
            return client.async().models().retrieve("model");
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
