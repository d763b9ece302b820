package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an outage costs the service that has it; the committed report is what the simulation says. */
class OutageTest {
    private static final Path REPORT = Path.of("outage.md");
    private static final Path CHART = Path.of("outage.svg");
    private static final String WRITE = "errata.write-reports";
    private static final int LEFT = 60;
    private static final int BOTTOM = 280;
    private static final int WIDTH = 720;
    private static final int HEIGHT = 240;
    private static final int MOST = 450;

    private final int[] naive = Outage.naive();
    private final int[] budgeted = Outage.budgeted();

    private static int sum(int[] attempts, int from, int until) {
        return Arrays.stream(attempts, from, until).sum();
    }

    private static int peak(int[] attempts) {
        return Arrays.stream(attempts).max().orElseThrow();
    }

    @Test
    void theBudgetBoundsWhatAnOutageAddsToTheCalls() {
        int calls = Outage.CLIENTS * (Outage.DOWN_UNTIL - Outage.DOWN_FROM);

        assertThat(sum(naive, Outage.DOWN_FROM, Outage.DOWN_UNTIL)).isGreaterThan(calls * 3);
        assertThat(sum(budgeted, Outage.DOWN_FROM, Outage.DOWN_UNTIL)).isBetween(calls, calls * 2);
        assertThat(budgeted[Outage.DOWN_UNTIL - 1]).isLessThanOrEqualTo(Outage.CLIENTS + 5);
        assertThat(peak(budgeted)).isLessThan(peak(naive));
    }

    @Test
    void theCommittedReportIsWhatTheSimulationSays() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(REPORT, report());
            Files.writeString(CHART, chart());
        }
        assertThat(Files.readString(REPORT)).isEqualTo(report());
        assertThat(Files.readString(CHART)).isEqualTo(chart());
    }

    private String report() {
        return """
                # What an outage costs

                %d clients call a service once a second. For a minute, from second %d to second %d, it answers 503. They are run twice:
                repeating as loops in many samples do, three times after 1, 2 and 4 seconds, and with this client's standard policy.
                Nothing is sent: `OutageTest` runs `Decision` over a simulated time, with seeded chance.

                | | three repeats | this client |
                | --- | --- | --- |
                | attempts during the outage, of %s calls | %s | %s |
                | most attempts in one second, of 100 calls | %d | %d |
                | attempts in the last second of the outage | %d | %d |
                | attempts in the five seconds after it, of 500 calls | %s | %s |

                ![Attempts in each second](outage.svg)

                `mvn -pl client/java test -Dtest=OutageTest -Derrata.write-reports=true` writes this file and its chart.
                """.formatted(
                        Outage.CLIENTS,
                        Outage.DOWN_FROM,
                        Outage.DOWN_UNTIL,
                        thousands(Outage.CLIENTS * (Outage.DOWN_UNTIL - Outage.DOWN_FROM)),
                        thousands(sum(naive, Outage.DOWN_FROM, Outage.DOWN_UNTIL)),
                        thousands(sum(budgeted, Outage.DOWN_FROM, Outage.DOWN_UNTIL)),
                        peak(naive),
                        peak(budgeted),
                        naive[Outage.DOWN_UNTIL - 1],
                        budgeted[Outage.DOWN_UNTIL - 1],
                        thousands(sum(naive, Outage.DOWN_UNTIL, Outage.DOWN_UNTIL + 5)),
                        thousands(sum(budgeted, Outage.DOWN_UNTIL, Outage.DOWN_UNTIL + 5)));
    }

    private static String thousands(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private String chart() {
        String grid = IntStream.rangeClosed(0, 4)
                .mapToObj(step -> {
                    int value = step * 100;
                    return "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/><text x=\"%d\" y=\"%s\" class=\"end\">%d</text>"
                            .formatted(LEFT, LEFT + WIDTH, y(value), y(value), LEFT - 8, y(value - 6), value);
                })
                .collect(Collectors.joining("\n"));
        String times = IntStream.rangeClosed(0, 6)
                .mapToObj(step -> "<text x=\"%s\" y=\"%d\" class=\"mid\">%d s</text>"
                        .formatted(x(step * 30), BOTTOM + 20, step * 30))
                .collect(Collectors.joining("\n"));
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 820 320" role="img" aria-labelledby="title">
                <title id="title">Attempts in each second: a hundred clients, a minute of outage</title>
                <style>
                text { font: 13px sans-serif; fill: #333 } .end { text-anchor: end } .mid { text-anchor: middle }
                .grid { stroke: #ccc } .down { fill: #f3e3df } polyline { fill: none; stroke-width: 2 }
                .naive { stroke: #b3361e } .ours { stroke: #0b5c7d } .naive-text { fill: #b3361e } .ours-text { fill: #0b5c7d }
                @media (prefers-color-scheme: dark) {
                text { fill: #ddd } .grid { stroke: #444 } .down { fill: #3a2723 } .naive { stroke: #f08b75 }
                .ours { stroke: #6cc3e6 } .naive-text { fill: #f08b75 } .ours-text { fill: #6cc3e6 } }
                </style>
                <rect class="down" x="%s" y="%d" width="%s" height="%d"/>
                %s
                %s
                <polyline class="naive" points="%s"/>
                <polyline class="ours" points="%s"/>
                <text class="naive-text" x="%s" y="%s">three repeats</text>
                <text class="ours-text" x="%s" y="%s">this client</text>
                </svg>
                """.formatted(
                        x(Outage.DOWN_FROM),
                        BOTTOM - HEIGHT,
                        Integer.toString((Outage.DOWN_UNTIL - Outage.DOWN_FROM) * WIDTH / Outage.SECONDS),
                        HEIGHT,
                        grid,
                        times,
                        points(naive),
                        points(budgeted),
                        x(Outage.DOWN_FROM + 12),
                        y(410),
                        x(Outage.DOWN_FROM + 22),
                        y(112));
    }

    private static String points(int[] attempts) {
        return IntStream.range(0, attempts.length)
                .mapToObj(second -> x(second) + "," + y(attempts[second]))
                .collect(Collectors.joining(" "));
    }

    private static String x(int second) {
        return Integer.toString(LEFT + second * WIDTH / Outage.SECONDS);
    }

    private static String y(int attempts) {
        return Integer.toString(BOTTOM - attempts * HEIGHT / MOST);
    }
}
