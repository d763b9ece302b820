package dev.errata.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a text in an example: text that goes into a string literal, or a value that code computes.
 *
 * @param text the text as written; variables of the reader stay in it
 * @param computed what stands here instead, null for text
 */
record Piece(String text, @Nullable Computed computed) {
    /** A variable in an example; its name is group 1. */
    static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}\\s\"']+)\\s*}}");

    /** Cuts a text where something is computed. */
    static List<Piece> of(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(text);
        int at = 0;
        while (matcher.find()) {
            Computed computed = Computed.named(matcher.group(1));
            if (computed != null) {
                if (matcher.start() > at) {
                    pieces.add(new Piece(text.substring(at, matcher.start()), null));
                }
                pieces.add(new Piece(matcher.group(), computed));
                at = matcher.end();
            }
        }
        if (at < text.length() || pieces.isEmpty()) {
            pieces.add(new Piece(text.substring(at), null));
        }
        return pieces;
    }

    static boolean anyComputed(List<Piece> pieces) {
        return pieces.stream().anyMatch(piece -> piece.computed() != null);
    }
}
