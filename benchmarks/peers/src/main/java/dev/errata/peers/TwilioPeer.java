package dev.errata.peers;

import com.twilio.exception.ApiException;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** twilio, over Apache HttpClient 5; it has no setting for its address, so requests are readdressed on the way out. */
final class TwilioPeer implements Peer {
    private final String version;

    TwilioPeer(Versions versions) {
        this.version = versions.of(name());
    }

    @Override
    public String name() {
        return "twilio";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String requestIdHeader() {
        return "Twilio-Request-Id";
    }

    @Override
    public String success() {
        return "{\"sid\":\"SM1\",\"status\":\"sent\"}";
    }

    @Override
    public String error(int status, String message) {
        return "{\"code\":20001,\"message\":\"" + message + "\",\"more_info\":\"https://example.com/20001\",\"status\":"
                + status + "}";
    }

    @Override
    public Client connect(String base) {
        return new Messages(new TwilioRestClient.Builder("AC1", "secret")
                .httpClient(new Readdressed(base))
                .build());
    }

    @Override
    public Caught caught(Throwable failure) {
        return failure instanceof ApiException error
                ? new Caught(error.getStatusCode(), String.valueOf(error.getDetails()), null)
                : Caught.NOTHING;
    }

    private static final class Readdressed extends NetworkHttpClient {
        private final String base;

        Readdressed(String base) {
            this.base = base;
        }

        @Override
        public Response makeRequest(Request request) {
            String path = URI.create(request.getUrl()).getPath();
            Request here = new Request(request.getMethod(), base + path);
            here.setAuth(request.getAuthStrategy());
            here.setContentType(request.getContentType());
            request.getPostParams().forEach((name, values) -> values.forEach(value -> here.addPostParam(name, value)));
            request.getHeaderParams()
                    .forEach((name, values) -> values.forEach(value -> here.addHeaderParam(name, value)));
            return super.makeRequest(here);
        }
    }

    private record Messages(TwilioRestClient client) implements Client {
        @Override
        public Object read() {
            return Message.fetcher("SM1").fetch(client);
        }

        @Override
        public Object write() {
            return Message.creator(new PhoneNumber("+1"), new PhoneNumber("+2"), "lamp")
                    .create(client);
        }

        @Override
        public CompletableFuture<?> readAsync() {
            return Message.fetcher("SM1").fetchAsync(client);
        }

        @Override
        public void delete() {
            Message.deleter("SM1").delete(client);
        }
    }
}
