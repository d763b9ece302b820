package dev.errata.peers;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.moderations.ModerationCreateParams;
import java.util.concurrent.CompletableFuture;

/** openai-java, written by a generator (Stainless), over OkHttp. */
final class OpenAiPeer implements Peer {
    private final String version;

    OpenAiPeer(Versions versions) {
        this.version = versions.of(name());
    }

    @Override
    public String name() {
        return "openai-java";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String requestIdHeader() {
        return "x-request-id";
    }

    @Override
    public String success() {
        return "{\"id\":\"model\",\"object\":\"model\",\"created\":1,\"owned_by\":\"me\",\"model\":\"m\",\"results\":[]}";
    }

    @Override
    public String error(int status, String message) {
        return "{\"error\":{\"message\":\"" + message
                + "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}";
    }

    @Override
    public Client connect(String base) {
        return new Models(
                OpenAIOkHttpClient.builder().baseUrl(base).apiKey("sk-1").build());
    }

    @Override
    public Caught caught(Throwable failure) {
        if (failure instanceof OpenAIServiceException error) {
            String id = error.headers().values(requestIdHeader()).stream()
                    .findFirst()
                    .orElse(null);
            return new Caught(error.statusCode(), error.body().toString(), id);
        }
        return Caught.NOTHING;
    }

    private record Models(OpenAIClient client) implements Client {
        @Override
        public Object read() {
            return client.models().retrieve("model");
        }

        @Override
        public Object write() {
            return client.moderations()
                    .create(ModerationCreateParams.builder().input("lamp").build());
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
