package dev.errata.catalog;

import java.nio.file.Path;

/**
 * A place in a file.
 *
 * @param file the file
 * @param line its line, from 1; 0 when the whole file is meant
 * @param column its column, from 1; 0 when the whole line is meant
 */
public record Position(Path file, int line, int column) {
    /** The whole file. */
    public static Position of(Path file) {
        return new Position(file, 0, 0);
    }

    /** {@code file:line:column}, as editors and terminals link it. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "");
    }
}
