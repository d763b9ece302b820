package dev.errata.door;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of one body while they are read, and checks the encoding of JSON; refuses by exception. Made by
 * {@link Door#bodyCheck}. Not thread-safe.
 */
public final class BodyCheck {
    private final Catalog catalog;
    private final long limit;
    private final @Nullable StrictUtf8 encoding;
    private long count;

    BodyCheck(Catalog catalog, long limit, String contentType) {
        this.catalog = catalog;
        this.limit = limit;
        String type = contentType.toLowerCase(Locale.ROOT);
        this.encoding = type.contains("json") ? new StrictUtf8() : null;
        if (encoding != null && declaresOtherThanUtf8(type)) {
            throw encoding();
        }
    }

    /**
     * Takes note of bytes that were read.
     *
     * @throws ApiException when the body has become too large, or is no UTF-8
     */
    public void read(byte[] bytes, int from, int length) {
        count += length;
        if (count > limit) {
            throw catalog.answer(Condition.REQUEST_BODY_TOO_LARGE, Facts.limit(limit))
                    .exception();
        }
        if (encoding != null && !encoding.accepts(bytes, from, length)) {
            throw encoding();
        }
    }

    /** The body itself, whose bytes are told here while they are read. */
    public InputStream over(InputStream body) {
        return new CheckedBody(body, this);
    }

    /**
     * The body has ended.
     *
     * @throws ApiException when it ends within a character
     */
    public void end() {
        if (encoding != null && !encoding.complete()) {
            throw encoding();
        }
    }

    private static boolean declaresOtherThanUtf8(String type) {
        int at = type.indexOf("charset=");
        return at >= 0
                && !type.substring(at + "charset=".length())
                        .replace("\"", "")
                        .trim()
                        .startsWith("utf-8");
    }

    private ApiException encoding() {
        return catalog.answer(Condition.REQUEST_BODY_ENCODING, Facts.body("must be UTF-8 without a byte order mark"))
                .exception();
    }
}
