package dev.errata.limits.redis;

import dev.errata.guard.StoreAway;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One connection to a server, over which all threads ask at once; while it is down, everything is refused. Thread-safe. */
final class Redis implements AutoCloseable {
    /** How long an answer may take. */
    private static final Duration PATIENCE = Duration.ofMillis(500);
    /** How long opening tries. */
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** How often a server that is away is looked for. */
    private static final Duration RECONNECT = Duration.ofMillis(500);
    /** Questions without an answer yet; further ones are refused. */
    private static final int MOST_ASKED = 10_000;

    private final String server;
    private final ClientResources resources;
    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final RedisAsyncCommands<String, String> commands;

    private Redis(
            String server,
            ClientResources resources,
            RedisClient client,
            StatefulRedisConnection<String, String> connection) {
        this.server = server;
        this.resources = resources;
        this.client = client;
        this.connection = connection;
        this.commands = connection.async();
    }

    static Redis open(String location) {
        RedisURI uri = uri(location);
        String server = "redis://" + uri.getHost() + ":" + uri.getPort();
        uri.setTimeout(CONNECT);
        ClientResources resources = DefaultClientResources.builder()
                .reconnectDelay(Delay.constant(RECONNECT))
                .build();
        RedisClient client = RedisClient.create(resources, uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_ASKED)
                .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
                .build());
        try {
            return new Redis(server, resources, client, client.connect());
        } catch (RedisException e) {
            close(client, resources);
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(
                    server + " cannot be used: " + reason.getMessage()
                            + ". Start it, or name another server for the limits",
                    e);
        }
    }

    private static RedisURI uri(String location) {
        try {
            return RedisURI.create(location);
        } catch (IllegalArgumentException e) {
            // Its message may repeat the password.
            throw new IllegalArgumentException("The address of the Redis server for limits cannot be read; write"
                    + " redis://host:port, or redis://user:password@host:port/database, rediss:// with TLS");
        }
    }

    /** What a script answers, in numbers. */
    List<Long> run(Script script, String key, String... arguments) {
        String[] keys = {key};
        try {
            return ask(redis -> redis.evalsha(script.digest(), ScriptOutputType.MULTI, keys, arguments));
        } catch (StoreAway e) {
            if (!(e.getCause() instanceof RedisNoScriptException)) {
                throw e;
            }
            return ask(redis -> redis.eval(script.text(), ScriptOutputType.MULTI, keys, arguments));
        }
    }

    /**
     * What the server answers.
     *
     * @throws StoreAway when it does not, or cannot
     */
    <T> T ask(Function<RedisAsyncCommands<String, String>, RedisFuture<T>> question) {
        RedisFuture<T> answer;
        try {
            answer = question.apply(commands);
        } catch (RedisException e) {
            throw new StoreAway(server + " cannot be used: " + e.getMessage(), e);
        }
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new StoreAway(server + " cannot be used: " + reason.getMessage(), reason);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new StoreAway(server + " did not answer within " + PATIENCE.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreAway("Interrupted before " + server + " answered", e);
        }
    }

    @Override
    public void close() {
        connection.close();
        close(client, resources);
    }

    private static void close(RedisClient client, ClientResources resources) {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        resources.shutdown(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
