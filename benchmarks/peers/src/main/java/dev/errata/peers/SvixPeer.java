package dev.errata.peers;

import com.svix.Svix;
import com.svix.SvixOptions;
import com.svix.api.ApplicationCreateOptions;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;

/** svix, over OkHttp. */
final class SvixPeer implements Peer {
    private final String version;

    SvixPeer(Versions versions) {
        this.version = versions.of(name());
    }

    @Override
    public String name() {
        return "svix";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String requestIdHeader() {
        return "X-Request-Id";
    }

    @Override
    public String success() {
        return "{\"id\":\"app_1\",\"name\":\"lamp\",\"metadata\":{},\"createdAt\":\"2026-01-01T00:00:00Z\","
                + "\"updatedAt\":\"2026-01-01T00:00:00Z\"}";
    }

    @Override
    public String error(int status, String message) {
        return "{\"code\":\"error\",\"detail\":\"" + message + "\"}";
    }

    @Override
    public Client connect(String base) {
        SvixOptions options = new SvixOptions();
        options.setServerUrl(base);
        return new Applications(new Svix("sk_1", options));
    }

    @Override
    public Caught caught(Throwable failure) {
        return failure instanceof ApiException error
                ? new Caught(error.getCode(), String.valueOf(error.getResponseBody()), null)
                : Caught.NOTHING;
    }

    private record Applications(Svix client) implements Client {
        @Override
        public Object read() throws Exception {
            return client.getApplication().get("app_1");
        }

        @Override
        public Object write() throws Exception {
            return client.getApplication().create(new ApplicationIn().name("lamp"));
        }

        @Override
        public Object write(String key, String text) throws Exception {
            ApplicationCreateOptions options = new ApplicationCreateOptions();
            options.setIdempotencyKey(key);
            return client.getApplication().create(new ApplicationIn().name(text), options);
        }

        @Override
        public void delete() throws Exception {
            client.getApplication().delete("app_1");
        }
    }
}
