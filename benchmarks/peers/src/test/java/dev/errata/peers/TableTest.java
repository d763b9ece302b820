package dev.errata.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Path COMMITTED = Path.of("comparison.md");

    @Test
    void isAPageWithASumAndAPartForEachKindOfRow() {
        Table table = new Table(
                List.of(new Table.Client("ours", "1.0"), new Table.Client("theirs", "2.1")),
                List.of(
                        new Table.Part(
                                "Every day",
                                List.of(
                                        new Table.Row(
                                                "429",
                                                List.of(Verdict.right("2.01 s"), Verdict.wrong("0.05 s, early"))),
                                        new Table.Row(
                                                "502", List.of(Verdict.right("kept"), Verdict.wrong("body lost"))))),
                        new Table.Part(
                                "Now and then",
                                List.of(new Table.Row(
                                        "204", List.of(Verdict.wrong("nothing"), Verdict.open("no 204 in its API")))))),
                LocalDate.of(2026, 11, 20),
                "JDK 17.0.15",
                List.of("okhttp-5", "netty-4"));

        assertThat(table.markdown()).isEqualTo("""
                        # What clients do when a call fails

                        Measured on 2026-11-20 with JDK 17.0.15. ✓ is right, ✗ is wrong, – is neither: the client does not do this, or
                        has not promised it. n is the number of requests. What each row asks for stands below the tables. This writes
                        the file anew, in some five minutes:

                        ```
                        mvn -P peers -pl benchmarks/peers -am package -DskipTests
                        java -cp 'benchmarks/peers/target/classes:benchmarks/peers/target/lib/*' dev.errata.peers.Comparison
                        ```

                        | client | version | ✗ in the 2 rows of "Every day" | ✗ in the 1 rows of "Now and then" |
                        | --- | --- | --- | --- |
                        | ours | 1.0 | 0 | 1 |
                        | theirs | 2.1 | 2 | 0 |

                        ## Every day

                        | | ours | theirs |
                        | --- | --- | --- |
                        | 429 | ✓ 2.01 s | ✗ 0.05 s, early |
                        | 502 | ✓ kept | ✗ body lost |

                        ## Now and then

                        | | ours | theirs |
                        | --- | --- | --- |
                        | 204 | ✗ nothing | – no 204 in its API |

                        """ + Notes.of(List.of("okhttp-5", "netty-4")));
    }

    @Test
    void theNotesNameWhatTheClientsShare() {
        assertThat(Notes.of(List.of("okhttp-5", "netty-4"))).contains("than their own:\n  okhttp-5, netty-4.\n");
    }

    @Test
    void theCommittedPageHasARowForEveryScenario() throws IOException {
        List<String> rows = Files.readAllLines(COMMITTED);

        assertThat(Stream.concat(Scenarios.everyDay().stream(), Scenarios.nowAndThen().stream()))
                .hasSize(41)
                .allSatisfy(scenario -> assertThat(rows)
                        .filteredOn(row -> row.startsWith("| " + scenario.name() + " | "))
                        .hasSize(1));
    }
}
