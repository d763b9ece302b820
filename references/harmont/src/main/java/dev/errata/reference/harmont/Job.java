package dev.errata.reference.harmont;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One job of a build.
 *
 * @param run what it runs; the simulated worker knows {@code echo}, and fails at {@code false} and at {@code exit} with
 *     anything but 0
 */
record Job(
        @NotBlank @Size(max = 100) @Nullable String name,

        @NotNull @Size(max = 4096) @Nullable String run) {
    private static final String ECHO = "echo ";
    private static final Pattern FAILURE = Pattern.compile("false|exit\\s++[1-9]\\d*+");

    /** What it writes: a line for each that it runs, up to the one that fails. */
    List<String> output() {
        List<String> output = new ArrayList<>();
        for (String line : Objects.requireNonNullElse(run, "").strip().split("\\R")) {
            String command = line.strip();
            output.add(
                    command.startsWith(ECHO) ? command.substring(ECHO.length()).strip() : "$ " + command);
            if (fails(command)) {
                break;
            }
        }
        return output;
    }

    boolean fails() {
        return Arrays.stream(Objects.requireNonNullElse(run, "").split("\\R")).anyMatch(Job::fails);
    }

    /** Command by command, so that what is long is read once. */
    private static boolean fails(String line) {
        return Arrays.stream(line.split("[;&]"))
                .anyMatch(command -> FAILURE.matcher(command.strip()).matches());
    }
}
