package dev.errata.peers;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The comparison as a page of Markdown.
 *
 * @param clients the columns
 * @param jdk what it was measured on
 * @param shared the libraries that several clients stand on
 */
record Table(List<Client> clients, List<Part> parts, LocalDate date, String jdk, List<String> shared) {
    /** A column. */
    record Client(String name, String version) {}

    /** The rows under a heading. */
    record Part(String title, List<Row> rows) {}

    /**
     * A row.
     *
     * @param verdicts one for each client
     */
    record Row(String scenario, List<Verdict> verdicts) {}

    String markdown() {
        return """
                # What clients do when a call fails

                Measured on %s with %s. ✓ is right, ✗ is wrong, – is neither: the client does not do this, or
                has not promised it. n is the number of requests. What each row asks for stands below the tables. This writes
                the file anew, in some five minutes:

                ```
                mvn -P peers -pl benchmarks/peers -am package -DskipTests
                java -cp 'benchmarks/peers/target/classes:benchmarks/peers/target/lib/*' dev.errata.peers.Comparison
                ```

                %s
                %s
                %s""".formatted(
                date, jdk, sum(), parts.stream().map(this::part).collect(Collectors.joining("\n")), Notes.of(shared));
    }

    private String sum() {
        StringBuilder sum = new StringBuilder("| client | version |");
        for (Part part : parts) {
            sum.append(String.format(
                    Locale.ROOT, " ✗ in the %d rows of \"%s\" |", part.rows().size(), part.title()));
        }
        sum.append('\n').append(line(2 + parts.size()));
        for (int client = 0; client < clients.size(); client++) {
            sum.append(String.format(
                    Locale.ROOT,
                    "| %s | %s |",
                    clients.get(client).name(),
                    clients.get(client).version()));
            for (Part part : parts) {
                sum.append(String.format(Locale.ROOT, " %d |", wrong(part, client)));
            }
            sum.append('\n');
        }
        return sum.toString();
    }

    private static long wrong(Part part, int client) {
        return part.rows().stream()
                .filter(row -> row.verdicts().get(client).mark() == Mark.WRONG)
                .count();
    }

    private String part(Part part) {
        String head = clients.stream().map(Client::name).collect(Collectors.joining(" | ", "| | ", " |\n"));
        String rows = part.rows().stream().map(Table::row).collect(Collectors.joining());
        return "## " + part.title() + "\n\n" + head + line(1 + clients.size()) + rows;
    }

    private static String row(Row row) {
        return row.verdicts().stream()
                .map(Verdict::toString)
                .collect(Collectors.joining(" | ", "| " + row.scenario() + " | ", " |\n"));
    }

    private static String line(int columns) {
        return "|" + " --- |".repeat(columns) + "\n";
    }
}
