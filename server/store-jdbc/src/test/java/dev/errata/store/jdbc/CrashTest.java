package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CrashTest {
    private static final int KILLS = 5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Place.class)
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled(Place place) throws Exception {
        String location = place.empty(folder);
        Set<String> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            List<String> more = runUntilKilled(location, "run" + kill, 100 + 400 * kill);
            assertThat(more).hasSizeGreaterThanOrEqualTo(100 + 400 * kill);
            acknowledged.addAll(more);

            try (Database database = Databases.open(location, Samples.SCHEMA)) {
                assertThat(new HashSet<>(Samples.ids(database))).containsAll(acknowledged);
                if (place == Place.SQLITE) {
                    assertThat(database.<String>write(sql -> sql.sql("PRAGMA integrity_check")
                                    .query(String.class)
                                    .single()))
                            .isEqualTo("ok");
                }
            }
        }
        if (place == Place.SQLITE) {
            try (Stream<Path> left = Files.list(Path.of(location).getParent())) {
                assertThat(left.filter(file -> file.toString().matches(".*sqlitejdbc.*(so|dll|dylib)")))
                        .as("what the killed processes have unpacked: that of the last one")
                        .hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    /** What the process acknowledged until it was killed, with what was still on its way to us. */
    private static List<String> runUntilKilled(String location, String prefix, int enough)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // It lives for a second; quick to start is quick.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Acknowledger.class.getName(),
                        location,
                        prefix)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (lines.size() > enough) {
                    // Not the process's own method, which would also close the stream that we still read.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.toHandle().destroyForcibly();
        }
        assertThat(process.waitFor()).isEqualTo(137);
        // The last line may have been cut off in the middle; a cut id was acknowledged too, but cannot be known.
        return lines.subList(0, lines.size() - 1);
    }
}
