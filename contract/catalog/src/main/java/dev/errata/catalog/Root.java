package dev.errata.catalog;

import dev.errata.core.Catalog;
import dev.errata.core.Envelope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code errata.yaml} says of the API.
 *
 * @param file the file itself
 * @param api the API's name
 * @param version the catalog's version
 * @param description one line on the API; empty when the file has none
 * @param docUrl pattern of page addresses with {@code {docs}} and {@code {code}}, null when the API shows none
 * @param versionHeader the header by which callers pin themselves to a day, null when the API has none
 * @param codePattern the regular expression that every code matches
 * @param types the closed set of types; empty when the API has none
 * @param requestId header and prefix of request ids
 * @param envelope the shape of a body
 * @param limits numbers that guards and prose share
 * @param probe how the service is probed unless told otherwise
 */
public record Root(
        Path file,
        String api,
        String version,
        String description,
        @Nullable String docUrl,
        @Nullable String versionHeader,
        String codePattern,
        List<String> types,
        Catalog.RequestId requestId,
        Envelope envelope,
        Map<String, Long> limits,
        ProbeSettings probe) {

    /**
     * Defaults of a probe run.
     *
     * @param baseUrl where the service answers, null when the file does not say
     * @param controlUrl where its test controls answer, with {@code {base}}; null when there are none
     * @param fixture the fixture run before every page, null when there is none
     * @param variables values for {@code {{name}}}
     * @param hints where a reader of the samples finds a value for {@code {{name}}}
     */
    public record ProbeSettings(
            @Nullable String baseUrl,
            @Nullable String controlUrl,
            @Nullable String fixture,
            Map<String, String> variables,
            Map<String, String> hints) {}
}
