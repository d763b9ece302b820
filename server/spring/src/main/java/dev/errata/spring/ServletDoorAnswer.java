package dev.errata.spring;

import dev.errata.door.DoorAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.WebUtils;

/**
 * A servlet's answer as the door writes it.
 *
 * @param request what it answers
 * @param response where it is written
 * @param touched whether something may have been written to it, or taken to be written with
 */
record ServletDoorAnswer(HttpServletRequest request, HttpServletResponse response, boolean touched)
        implements DoorAnswer {
    /** Headers that spoke of the body that is thrown away; all others belong to the answer. */
    private static final Set<String> OF_THE_BODY = Set.of(
            "accept-ranges",
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-length",
            "content-range",
            "content-type",
            "etag",
            "expires",
            "last-modified",
            "pragma",
            "transfer-encoding");

    /** Spring Security quotes the text of exceptions in its challenges. */
    private static final Pattern DESCRIPTION = Pattern.compile(", *error_description=\"(?:[^\"\\\\]|\\\\.)*+\"");

    /** The answer to a request that may have been worked on. */
    static ServletDoorAnswer of(HttpServletRequest request, HttpServletResponse response) {
        EnvelopeResponse wrapper = WebUtils.getNativeResponse(response, EnvelopeResponse.class);
        boolean touched = wrapper == null || wrapper.isTouched();
        if (wrapper != null && !response.isCommitted()) {
            wrapper.answered();
        }
        return new ServletDoorAnswer(request, response, touched);
    }

    @Override
    public boolean isCommitted() {
        return response.isCommitted();
    }

    /** Only a reset lets go of a writer that the handler took; it would take the headers of guards along. */
    @Override
    public void reset() {
        if (!touched && response.getHeader(HttpHeaders.WWW_AUTHENTICATE) == null) {
            OF_THE_BODY.forEach(name -> {
                if (response.containsHeader(name)) {
                    response.setHeader(name, null);
                }
            });
            response.setCharacterEncoding((String) null);
            return;
        }
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (String name : response.getHeaderNames()) {
            if (!OF_THE_BODY.contains(name.toLowerCase(Locale.ROOT))) {
                boolean challenge = name.equalsIgnoreCase(HttpHeaders.WWW_AUTHENTICATE);
                kept.put(
                        name,
                        response.getHeaders(name).stream()
                                .map(value ->
                                        challenge ? DESCRIPTION.matcher(value).replaceAll("") : value)
                                .toList());
            }
        }
        response.reset();
        kept.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }

    @Override
    public void header(String name, String value) {
        response.setHeader(name, value);
    }

    @Override
    public void send(int status, byte[] body) throws IOException {
        response.setStatus(status);
        if (body.length > 0) {
            response.setContentLength(body.length);
            if (!"HEAD".equals(request.getMethod())) {
                response.getOutputStream().write(body);
            }
        }
        response.flushBuffer();
    }

    @Override
    public void append(byte[] bytes) throws IOException {
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }

    @Override
    public void cut() {
        if (request.getAttribute(RequestAttributes.CUT) instanceof Runnable cut) {
            cut.run();
        }
    }
}
