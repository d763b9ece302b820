package dev.errata.cli;

import dev.errata.core.ToolError;
import dev.errata.probe.Address;
import dev.errata.probe.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the tokens of test controls are.
 *
 * @param given the one that the environment gives, null when it gives none
 * @param data the folder of {@code errata serve}, where each reference keeps its own
 */
record ControlTokens(@Nullable String given, Path data) {
    /** The variable of the environment. */
    static final String VARIABLE = "ERRATA_CONTROL_TOKEN";

    /**
     * The settings with the token of an API; one that stands in a file is told to this machine only.
     *
     * @param api null for one that {@code errata serve} does not serve
     */
    Settings with(Settings settings, @Nullable String api) {
        if (given != null && !given.isEmpty()) {
            return settings.controlToken(given);
        }
        String control = settings.controlUrl();
        if (api == null) {
            return settings;
        }
        Path file = data.resolve(api).resolve("control-token");
        if (control == null || !Files.isRegularFile(file) || !isOfThisMachine(control)) {
            return settings;
        }
        try {
            return settings.controlToken(
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new CliException(
                    ToolError.CONTROLS_MISSING,
                    "The token of the test controls in " + file + " cannot be read (" + e.getMessage()
                            + "). Run the probe as the user who runs 'errata serve', or give the token as " + VARIABLE
                            + ".");
        }
    }

    private static boolean isOfThisMachine(String control) {
        try {
            return Address.of(control).loopback();
        } catch (IllegalArgumentException toldByTheProbe) {
            return false;
        }
    }
}
