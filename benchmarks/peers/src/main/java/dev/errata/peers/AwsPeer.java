package dev.errata.peers;

import dev.errata.client.fake.FakeApi;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** The AWS SDK's client of DynamoDB, with the retries of old or with those of 2026. */
final class AwsPeer implements Peer {
    private static final Pattern KEY = Pattern.compile("\"ClientRequestToken\"\\s*:\\s*\"([^\"]+)\"");

    private final String version;
    private final boolean of2026;

    AwsPeer(Versions versions, boolean of2026) {
        this.version = versions.of("dynamodb");
        this.of2026 = of2026;
    }

    @Override
    public String name() {
        return of2026 ? "AWS dynamodb, retries of 2026" : "AWS dynamodb";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String requestIdHeader() {
        return "x-amzn-RequestId";
    }

    @Override
    public String success() {
        return "{}";
    }

    @Override
    public String error(int status, String message) {
        String type = switch (status) {
            case 429 -> "ThrottlingException";
            case 503 -> "ServiceUnavailable";
            default -> "ValidationException";
        };
        return "{\"__type\":\"com.amazon.coral.validate#" + type + "\",\"message\":\"" + message + "\"}";
    }

    @Override
    public Client connect(String base) {
        return new Items(this, base, options -> {});
    }

    @Override
    public Client connect(String base, Duration deadline) {
        return new Items(this, base, options -> options.apiCallTimeout(deadline));
    }

    /** In the body: the SDK mints one for a transaction, the one write of DynamoDB that takes a key. */
    @Override
    public @Nullable String key(FakeApi.Seen request) {
        Matcher key = KEY.matcher(new String(request.body(), StandardCharsets.UTF_8));
        return key.find() ? key.group(1) : null;
    }

    @Override
    public Caught caught(Throwable failure) {
        if (failure instanceof SdkServiceException error) {
            return new Caught(error.statusCode(), body(error), error.requestId());
        }
        return Caught.NOTHING;
    }

    private static String body(SdkServiceException error) {
        return error instanceof AwsServiceException aws
                        && aws.awsErrorDetails() != null
                        && aws.awsErrorDetails().rawResponse() != null
                ? new String(aws.awsErrorDetails().rawResponse().asByteArray(), StandardCharsets.UTF_8)
                : "";
    }

    /** The choice of retries is a property of the whole process, read while a client is built. */
    private <B extends AwsClientBuilder<B, C>, C> C build(
            B builder, String base, Consumer<ClientOverrideConfiguration.Builder> options) {
        synchronized (AwsPeer.class) {
            System.setProperty(SdkSystemSetting.AWS_NEW_RETRIES_2026.property(), Boolean.toString(of2026));
            return builder.endpointOverride(URI.create(base))
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                    .overrideConfiguration(options)
                    .build();
        }
    }

    private static final class Items implements Client {
        private static final String TABLE = "orders";

        private final AwsPeer peer;
        private final String base;
        private final DynamoDbClient client;
        private @Nullable DynamoDbAsyncClient async;

        Items(AwsPeer peer, String base, Consumer<ClientOverrideConfiguration.Builder> options) {
            this.peer = peer;
            this.base = base;
            this.client = peer.build(DynamoDbClient.builder(), base, options);
        }

        @Override
        public Object read() {
            return client.getItem(one());
        }

        private static GetItemRequest one() {
            return GetItemRequest.builder()
                    .tableName(TABLE)
                    .key(Map.of("id", AttributeValue.fromS("1")))
                    .build();
        }

        @Override
        public Object write() {
            return client.transactWriteItems(order("lamp").build());
        }

        private static TransactWriteItemsRequest.Builder order(String text) {
            Put put = Put.builder()
                    .tableName(TABLE)
                    .item(Map.of("id", AttributeValue.fromS(text)))
                    .build();
            return TransactWriteItemsRequest.builder()
                    .transactItems(TransactWriteItem.builder().put(put).build());
        }

        @Override
        public Object write(String key, String text) {
            return client.transactWriteItems(order(text).clientRequestToken(key).build());
        }

        @Override
        public CompletableFuture<?> readAsync() {
            async = peer.build(DynamoDbAsyncClient.builder(), base, options -> {});
            return async.getItem(one());
        }

        @Override
        public void close() {
            client.close();
            if (async != null) {
                async.close();
            }
        }
    }
}
