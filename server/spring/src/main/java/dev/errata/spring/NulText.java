package dev.errata.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;

/**
 * Keeps the character U+0000 out of texts, for not every database can hold it, and none finds it where it looked for the
 * end of a text.
 */
final class NulText implements Converter<String, String> {
    static final String RULE = "must not contain the character U+0000";

    static boolean isIn(@Nullable Object value) {
        return value instanceof String text && text.indexOf('\0') >= 0;
    }

    /** A parameter as it is. */
    @Override
    public String convert(String text) {
        if (isIn(text)) {
            throw new IllegalArgumentException(RULE);
        }
        return text;
    }
}
