package dev.errata.webhooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt: no redirects, no silent repeats, only ports and headers that may be, and the address is judged once more when the connection is made,
 * so that a name cannot change its mind in between. Of the answer no more is read than is kept. Thread-safe.
 */
public final class WebhookSender implements AutoCloseable {
    private static final int KEPT_BYTES = 1024;
    private static final int KEPT_HEADER_CHARACTERS = 4096;
    /** More than callers make attempts at once: one that waited for its turn would count as a receiver that is late. */
    private static final int CONNECTIONS = 64;

    private static final String LATE = "it did not answer in time";

    /** Without a charset, which JSON does not have (RFC 8259, section 11). */
    private static final ContentType JSON = ContentType.create("application/json");

    private final CloseableHttpClient client;
    private final Network network;
    private final InstantSource clock;
    private final String userAgent;
    private final Executor deadline;

    /**
     * A sender.
     *
     * @param timeout for an attempt as a whole, so that a receiver gains nothing by answering byte by byte
     */
    public WebhookSender(Network network, InstantSource clock, String userAgent, Duration timeout) {
        this.network = network;
        this.clock = clock;
        this.userAgent = userAgent;
        this.deadline = CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        Timeout bound = Timeout.of(timeout);
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedResolver(network))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(bound)
                                .setSocketTimeout(bound)
                                .build())
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(bound)
                        .setConnectionRequestTimeout(bound)
                        .setRedirectsEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .build();
    }

    /** Posts JSON once; a failure is part of the result, not thrown. */
    public Attempt send(URI address, Map<String, String> headers, byte[] body) {
        Instant at = clock.instant();
        String fault = fault(address, headers);
        if (fault != null) {
            return new Attempt(at, Duration.ZERO, null, "", fault, null);
        }
        long start = System.nanoTime();
        HttpPost post = new HttpPost(network.route(address));
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.putAll(headers);
        sent.put("User-Agent", userAgent);
        sent.putIfAbsent("Content-Type", JSON.getMimeType());
        sent.forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(body, JSON));
        HttpClientContext context = HttpClientContext.create();
        CompletableFuture<Void> end = CompletableFuture.runAsync(post::cancel, deadline);
        try {
            ClassicHttpResponse response = client.executeOpen(null, post, context);
            Duration took = since(start);
            Exchange exchange = new Exchange(sent, received(response), address(context), took);
            String kept = firstBytes(response.getEntity());
            return new Attempt(at, took, response.getCode(), kept, null, wish(response, at), exchange);
        } catch (IOException e) {
            Exchange exchange = new Exchange(sent, Map.of(), null, null);
            return new Attempt(at, since(start), null, "", post.isCancelled() ? LATE : reason(e), null, exchange);
        } finally {
            end.cancel(false);
            // Nobody reads the rest of a long answer: it goes with its connection. Read to its end, an answer has given
            // the connection back already.
            post.cancel();
        }
    }

    /** As many headers as fit into what is kept of a body; a receiver may send any number. */
    private static Map<String, String> received(ClassicHttpResponse response) {
        Map<String, String> received = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int left = KEPT_HEADER_CHARACTERS;
        for (Header header : response.getHeaders()) {
            String value = header.getValue() == null ? "" : header.getValue();
            left -= header.getName().length() + value.length();
            if (left < 0) {
                break;
            }
            received.merge(header.getName(), value, (one, other) -> one + ", " + other);
        }
        return received;
    }

    private static @Nullable String address(HttpClientContext context) {
        EndpointDetails details = context.getEndpointDetails();
        return details != null && details.getRemoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : null;
    }

    /** What may have been stored before it was forbidden. */
    private @Nullable String fault(URI address, Map<String, String> headers) {
        if (address.getHost() == null) {
            // The client would read such a host, and the port behind it, in its own way.
            return "its address has no host that everybody reads alike";
        }
        return network.ports().allow(address) || network.isStandIn(address.getHost())
                ? SentHeaders.fault(headers)
                : "its port is not " + network.ports().words();
    }

    /** {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3); one that is neither is not there. */
    private static @Nullable Duration wish(ClassicHttpResponse response, Instant now) {
        Header header = response.getFirstHeader("Retry-After");
        String value = header == null ? "" : header.getValue().trim();
        if (!value.isEmpty() && value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        Instant date = DateUtils.parseStandardDate(value);
        return date == null || date.isBefore(now) ? null : Duration.between(now, date);
    }

    private static String firstBytes(@Nullable HttpEntity entity) throws IOException {
        return entity == null ? "" : new String(entity.getContent().readNBytes(KEPT_BYTES), StandardCharsets.UTF_8);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String reason(IOException e) {
        if (e instanceof NotPublicException) {
            return "its address is not on the public internet";
        }
        if (e instanceof UnknownHostException) {
            return "its name has no address";
        }
        if (e instanceof ConnectTimeoutException || e instanceof SocketTimeoutException) {
            return LATE;
        }
        if (e instanceof ConnectException) {
            return "it refused the connection";
        }
        return e instanceof SSLException
                ? "no TLS connection that can be trusted came about"
                : "the connection was cut";
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class NotPublicException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        NotPublicException(String host) {
            super(host);
        }
    }

    /** Gives the connection only addresses that were judged; a routed loopback receiver is one of the network's own. */
    private record CheckedResolver(Network network) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            List<InetAddress> addresses = network.resolve(host);
            for (InetAddress address : addresses) {
                if (!PublicAddresses.contains(address) && !network.isStandIn(host)) {
                    throw new NotPublicException(host);
                }
            }
            return addresses.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
