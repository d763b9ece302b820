package dev.errata.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message with {@code {placeholders}} that typed details fill. Immutable. */
public final class MessageTemplate {
    private final String source;
    private final List<Part> parts;

    /** Text as it stands, or the name of a detail. */
    record Part(String text, boolean placeholder) {}

    private MessageTemplate(String source, List<Part> parts) {
        this.source = source;
        this.parts = parts;
    }

    /**
     * Reads a template; {@code {name}} is a placeholder, all else is text.
     *
     * @throws IllegalArgumentException for a brace without its partner, or an empty name
     */
    public static MessageTemplate parse(String source) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < source.length()) {
            int open = source.indexOf('{', at);
            int stray = source.indexOf('}', at);
            if (stray >= 0 && (open < 0 || stray < open)) {
                throw new IllegalArgumentException("'}' without '{' at character " + (stray + 1));
            }
            if (open < 0) {
                parts.add(new Part(source.substring(at), false));
                break;
            }
            int close = source.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("'{' without '}' at character " + (open + 1));
            }
            if (close == open + 1 || source.substring(open + 1, close).indexOf('{') >= 0) {
                throw new IllegalArgumentException("not a placeholder name at character " + (open + 1));
            }
            if (open > at) {
                parts.add(new Part(source.substring(at, open), false));
            }
            parts.add(new Part(source.substring(open + 1, close), true));
            at = close + 1;
        }
        return new MessageTemplate(source, List.copyOf(parts));
    }

    /** The names of the placeholders, in order, repeated as they repeat. */
    public List<String> placeholders() {
        return parts.stream().filter(Part::placeholder).map(Part::text).toList();
    }

    /** Whether a message can have come of this template; what stands in the placeholders is free. */
    public boolean fits(String message) {
        int at = 0;
        boolean open = false;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.placeholder()) {
                open = true;
                continue;
            }
            String text = part.text();
            boolean last = i == parts.size() - 1;
            int found = !open ? at : last ? message.length() - text.length() : message.indexOf(text, at);
            if (found < at || !message.startsWith(text, found)) {
                return false;
            }
            at = found + text.length();
            open = false;
        }
        return open || at == message.length();
    }

    List<Part> parts() {
        return parts;
    }

    String fill(List<Detail> details, @Nullable Object[] values) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (!part.placeholder()) {
                text.append(part.text());
                continue;
            }
            int index = indexOf(details, part.text());
            Object value = index < 0 ? null : values[index];
            if (value != null) {
                text.append(Json.text(value));
            }
        }
        return text.toString();
    }

    static int indexOf(List<Detail> details, String name) {
        for (int i = 0; i < details.size(); i++) {
            if (details.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The template as written on the page. */
    @Override
    public String toString() {
        return source;
    }
}
