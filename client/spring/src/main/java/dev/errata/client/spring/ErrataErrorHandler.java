package dev.errata.client.spring;

import dev.errata.client.Answer;
import dev.errata.client.ErrorFamily;
import dev.errata.client.ErrorReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResponseErrorHandler;

/**
 * Throws the exceptions of a catalog for every 4xx and 5xx that a {@code RestClient} or {@code RestTemplate} gets.
 * Thread-safe.
 *
 * <p>{@code RestClient.builder().defaultStatusHandler(new ErrataErrorHandler(reader, HarborError.FAMILY))}
 */
public final class ErrataErrorHandler implements ResponseErrorHandler {
    /** As much of an error as the client itself keeps. */
    private static final int BODY_BYTES = 64 << 10;

    private final ErrorReader reader;
    private final ErrorFamily family;
    private final InstantSource clock;

    /** A handler that reads the time of the system, for what an answer says of when to come back. */
    public ErrataErrorHandler(ErrorReader reader, ErrorFamily family) {
        this(reader, family, InstantSource.system());
    }

    /** A handler. */
    public ErrataErrorHandler(ErrorReader reader, ErrorFamily family, InstantSource clock) {
        this.reader = reader;
        this.family = family;
        this.clock = clock;
    }

    @Override
    public boolean hasError(ClientHttpResponse response) throws IOException {
        return response.getStatusCode().isError();
    }

    /**
     * Reads the answer.
     *
     * @throws dev.errata.client.ApiErrorException always; of the family's classes
     */
    @Override
    public void handleError(URI url, HttpMethod method, ClientHttpResponse response) throws IOException {
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.getHeaders().forEach(values::put);
        HttpHeaders headers = HttpHeaders.of(values, (name, value) -> true);
        Answer answer = Answer.of(response.getStatusCode().value(), headers, response.getBody(), BODY_BYTES);
        throw reader.exception(family, method.name(), url.getRawPath(), answer, clock.instant());
    }
}
