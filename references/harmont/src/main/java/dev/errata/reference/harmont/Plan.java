package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a build runs: its steps, prerequisites before what depends on them.
 *
 * @param timeoutSeconds how long the whole build may take; null for as long as it takes
 * @param rejection why nothing is run; null when the steps are
 */
record Plan(
        List<Step> steps,
        @Nullable Integer timeoutSeconds,
        @Nullable Rejection rejection) {

    /** Why a build was refused, which its row keeps. */
    record Rejection(String code, String message) {}

    static Plan rejected(String code, String message) {
        return new Plan(List.of(), null, new Rejection(code, message));
    }

    /** The plan of a build that brings none: the simulated renderer finds one job in every source. */
    static Plan rendered(String commit) {
        return new Plan(List.of(new Step("build", "build", "echo " + commit, List.of(), null)), null, null);
    }

    /**
     * One command.
     *
     * @param cmd what it runs, line by line; the simulated worker knows {@code echo}, and fails at {@code false} and at
     *     {@code exit} with anything but 0
     * @param dependsOn the places of the steps that must have passed, all of them before this one
     */
    record Step(
            @JsonAlias("name") String key,
            @Nullable String label,
            @JsonAlias("run") String cmd,
            List<Integer> dependsOn,
            @Nullable Integer timeoutSeconds) {
        private static final String ECHO = "echo ";
        private static final Pattern FAILURE = Pattern.compile("false|exit\\s++([1-9]\\d{0,2})");

        Step {
            // Rows of builds before version 2 have no such member.
            dependsOn = dependsOn == null ? List.of() : dependsOn;
        }

        /** What it writes: a line for each that it runs, up to the one that fails. */
        List<String> output() {
            List<String> output = new ArrayList<>();
            for (String line : cmd.strip().split("\\R")) {
                String command = line.strip();
                output.add(
                        command.startsWith(ECHO)
                                ? command.substring(ECHO.length()).strip()
                                : "$ " + command);
                if (exitCode(command) != 0) {
                    break;
                }
            }
            return output;
        }

        /** What it ends with: 0, or the code of the first command that fails. */
        @JsonIgnore
        int exitCode() {
            return Arrays.stream(cmd.split("\\R"))
                    .mapToInt(Step::exitCode)
                    .filter(code -> code != 0)
                    .findFirst()
                    .orElse(0);
        }

        /** Command by command, so that what is long is read once. */
        private static int exitCode(String line) {
            return Arrays.stream(line.split("[;&]"))
                    .map(command -> FAILURE.matcher(command.strip()))
                    .filter(Matcher::matches)
                    .mapToInt(failure -> failure.group(1) == null ? 1 : Integer.parseInt(failure.group(1)))
                    .findFirst()
                    .orElse(0);
        }
    }
}
