package dev.errata.door.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table in a document of what adapters answer: a row for each {@link DoorCase}, a column for each adapter. Each
 * adapter's tests keep its own column.
 *
 * @param document in Markdown, whose only rows that begin with a number are those of the table
 */
public record DoorTable(Path document) {
    /** The system property that has columns written instead of compared. */
    public static final String WRITE = "errata.doors.write";

    /**
     * Compares a column with what the adapter answers now, or writes it where {@link #WRITE} is set.
     *
     * @param column its place behind name and responsibility, from 0
     * @param port where the application under test listens
     * @throws AssertionError that names the rows which differ
     */
    public void keep(int column, int port) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(document));
        List<String> differences = new ArrayList<>();
        for (DoorCase each : DoorKit.cases()) {
            String beginning = "| " + each.name() + " |";
            int at = 0;
            while (at < lines.size() && !lines.get(at).startsWith(beginning)) {
                at++;
            }
            if (at == lines.size()) {
                throw new AssertionError(document + " has no row '" + beginning + "'");
            }
            String[] cells = Arrays.stream(lines.get(at).split("\\|", -1))
                    .map(String::trim)
                    .toArray(String[]::new);
            String outcome = each.outcome(port);
            if (!cells[column + 3].equals(outcome)) {
                differences.add(each.name() + ": '" + outcome + "', and the document says '" + cells[column + 3] + "'");
                cells[column + 3] = outcome;
                lines.set(at, String.join(" | ", cells).trim());
            }
        }
        if (Boolean.getBoolean(WRITE)) {
            Files.write(document, lines);
        } else if (!differences.isEmpty()) {
            throw new AssertionError("Column " + column + " of " + document + " is not what was answered; -D" + WRITE
                    + "=true writes it. " + String.join("; ", differences));
        }
    }
}
