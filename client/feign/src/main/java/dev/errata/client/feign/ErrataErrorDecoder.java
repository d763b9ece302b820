package dev.errata.client.feign;

import dev.errata.client.Answer;
import dev.errata.client.ErrorFamily;
import dev.errata.client.ErrorReader;
import feign.Response;
import feign.codec.ErrorDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the exceptions of a catalog of every answer that Feign takes for an error. Thread-safe.
 *
 * <p>{@code Feign.builder().errorDecoder(new ErrataErrorDecoder(reader, HarborError.FAMILY))}
 */
public final class ErrataErrorDecoder implements ErrorDecoder {
    /** As much of an error as the client itself keeps. */
    private static final int BODY_BYTES = 64 << 10;

    private final ErrorReader reader;
    private final ErrorFamily family;
    private final InstantSource clock;

    /** A decoder that reads the time of the system, for what an answer says of when to come back. */
    public ErrataErrorDecoder(ErrorReader reader, ErrorFamily family) {
        this(reader, family, InstantSource.system());
    }

    /** A decoder. */
    public ErrataErrorDecoder(ErrorReader reader, ErrorFamily family, InstantSource clock) {
        this.reader = reader;
        this.family = family;
        this.clock = clock;
    }

    @Override
    public Exception decode(String methodKey, Response response) {
        String path = URI.create(response.request().url()).getRawPath();
        String method = response.request().httpMethod().name();
        return reader.exception(family, method, path, answer(response), clock.instant());
    }

    private static Answer answer(Response response) {
        HttpHeaders headers = headers(response.headers());
        try (InputStream body = response.body() == null
                ? new ByteArrayInputStream(new byte[0])
                : response.body().asInputStream()) {
            return Answer.of(response.status(), headers, body, BODY_BYTES);
        } catch (IOException e) {
            return new Answer(response.status(), headers, new byte[0], Answer.Ending.CUT);
        }
    }

    private static HttpHeaders headers(Map<String, Collection<String>> of) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        of.forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
