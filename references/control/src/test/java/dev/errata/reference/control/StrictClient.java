package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client of a vendor's wire in another language, which knows nothing of ours. */
public final class StrictClient {
    private static final long MINUTES = 3;
    /** What the clients in Python share. */
    private static final Path SHAPES = Path.of("..", "control", "clients", "python");

    private StrictClient() {}

    /**
     * Runs a client in Python to its end, and answers the lines that it prints.
     *
     * @param folder where its program {@code walk.py} is
     * @param environment where the service is, and what else it is told
     * @param out a file for what it prints
     */
    public static List<String> inPython(Path folder, Map<String, String> environment, Path out) throws Exception {
        assumeTrue(hasPython(), "python3 is not on this machine");
        ProcessBuilder walk = new ProcessBuilder("python3", "-B", "walk.py")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        walk.environment().putAll(environment);
        walk.environment().put("PYTHONPATH", SHAPES.toAbsolutePath().normalize().toString());
        walk.environment().put("NO_PROXY", "127.0.0.1");
        Process process = walk.start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(out);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "pass").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
