package dev.errata.cli;

import dev.errata.catalog.Root;
import dev.errata.core.ToolError;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code errata serve} lets references answer.
 *
 * @param first the first port, null when each is where its catalog says
 */
record Ports(@Nullable Integer first) {
    /** The first port that the catalogs of the references count from. */
    private static final int USUAL = 8080;

    private static final int LAST = 65_535;

    /**
     * Where a reference answers, null where its catalog says so.
     *
     * @throws CliException when there is no such port
     */
    @Nullable
    String address(Root root) {
        @Nullable String base = root.probe().baseUrl();
        if (first == null || base == null) {
            return null;
        }
        URI usual = URI.create(base);
        int distance = usual.getPort() - USUAL;
        if (first < 1 || first + distance > LAST) {
            throw new CliException(
                    ToolError.PORT_OUT_OF_RANGE,
                    "The first port cannot be " + first + "; it goes from 1 to " + (LAST - distance) + ", since "
                            + root.api() + " answers " + distance + " after it.");
        }
        return usual.getScheme() + "://" + usual.getHost() + ":" + (first + distance);
    }

    /** The command that starts a reference where it is looked for. */
    String serve(String name) {
        return ("errata serve " + name).strip() + (first == null ? "" : " --port " + first);
    }
}
