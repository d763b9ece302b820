package dev.errata.peers;

import dev.errata.client.fake.FakeApi;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A client library as one finds it who adds it to a project: every setting is the library's own. */
interface Peer {
    String name();

    String version();

    /** The header in which its service sends the id of a request. */
    String requestIdHeader();

    /** The body of a success that {@link Client#read} and {@link Client#write} take. */
    String success();

    /** The body of an error as its service writes it. */
    String error(int status, String message);

    /** A new client object. */
    Client connect(String base);

    /** The same with a time for a whole call, waits included. */
    default Client connect(String base, Duration deadline) {
        throw new NotOfferedException("no such setting");
    }

    /** The idempotency key that a request showed, null when it showed none. */
    default @Nullable String key(FakeApi.Seen request) {
        return request.header("Idempotency-Key");
    }

    /** What an exception tells; {@link Caught#NOTHING} when it is none of the library's. */
    Caught caught(Throwable failure);

    /** A client object; what its library does not offer throws {@link NotOfferedException}. */
    interface Client extends AutoCloseable {
        /** A call that changes nothing. */
        Object read() throws Exception;

        /** A call that must not be carried out twice. */
        Object write() throws Exception;

        /** The same under a key of the caller's. */
        default Object write(String key, String text) throws Exception {
            throw new NotOfferedException("no keys of the caller's");
        }

        default CompletableFuture<?> readAsync() {
            throw new NotOfferedException("no futures");
        }

        default void head() throws Exception {
            throw new NotOfferedException("no HEAD");
        }

        /** A call that is answered 204 by the API's own contract. */
        default void delete() throws Exception {
            throw new NotOfferedException("no 204 in its API");
        }

        @Override
        default void close() {}
    }
}
