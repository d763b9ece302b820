package dev.errata.probe;

import dev.errata.catalog.Root;
import dev.errata.core.ToolError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a catalog is probed. Immutable.
 *
 * @param baseUrl where the service answers, without a slash at its end
 * @param controlUrl where its test controls answer, null when it has none
 * @param controlToken what test controls are sent as {@code Control-Token}, null when they need none
 * @param fixture run before every example, null when there is none
 * @param variables values for {@code {{name}}}
 * @param only the codes to run; empty for all
 * @param seed of the order of pages
 * @param allowRemote whether base and control may be other hosts than this machine
 * @param timeout of one exchange
 * @param budget how many requests a run may send to the service
 */
public record Settings(
        String baseUrl,
        @Nullable String controlUrl,
        @Nullable String controlToken,
        @Nullable String fixture,
        Map<String, String> variables,
        Set<String> only,
        long seed,
        boolean allowRemote,
        Duration timeout,
        int budget) {

    /** Copies what it holds. */
    public Settings {
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        variables = Map.copyOf(variables);
        only = Set.copyOf(only);
    }

    /**
     * What {@code probe:} of {@code errata.yaml} says, with 10 seconds for an exchange and 10,000 requests.
     *
     * @param baseUrl overrides the file's, null for the file's own
     * @throws ProbeException when neither names an address
     */
    public static Settings of(Root root, @Nullable String baseUrl, long seed) {
        String base = baseUrl != null ? baseUrl : root.probe().baseUrl();
        if (base == null) {
            throw new ProbeException(
                    ToolError.ADDRESS_UNUSABLE,
                    "No address to probe: " + root.file()
                            + " has no probe.base-url. Write one there, or give --base-url.");
        }
        String control = root.probe().controlUrl();
        Settings plain = new Settings(
                base,
                null,
                null,
                root.probe().fixture(),
                root.probe().variables(),
                Set.of(),
                seed,
                false,
                Duration.ofSeconds(10),
                10_000);
        return control == null ? plain : plain.control(control);
    }

    /** The same with test controls there; {@code {base}} stands for the base address, null means none. */
    public Settings control(@Nullable String url) {
        String control = url == null ? null : url.replace("{base}", baseUrl);
        return new Settings(
                baseUrl, control, controlToken, fixture, variables, only, seed, allowRemote, timeout, budget);
    }

    /** The same with this token for test controls; null for none. */
    public Settings controlToken(@Nullable String token) {
        return new Settings(baseUrl, controlUrl, token, fixture, variables, only, seed, allowRemote, timeout, budget);
    }

    /** Keeps the token out of reports. */
    @Override
    public String toString() {
        return "Settings[baseUrl=" + baseUrl + ", controlUrl=" + controlUrl + "]";
    }

    /** The same with these variables added to those of the file. */
    public Settings variables(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.putAll(more);
        return new Settings(baseUrl, controlUrl, controlToken, fixture, all, only, seed, allowRemote, timeout, budget);
    }

    /** The same for these codes only. */
    public Settings only(Set<String> codes) {
        return new Settings(
                baseUrl, controlUrl, controlToken, fixture, variables, codes, seed, allowRemote, timeout, budget);
    }

    /** The same with leave to send to the base and control hosts wherever they are. */
    public Settings remote(boolean allowed) {
        return new Settings(
                baseUrl, controlUrl, controlToken, fixture, variables, only, seed, allowed, timeout, budget);
    }

    /** The same with another time limit of one exchange. */
    public Settings timeout(Duration limit) {
        return new Settings(
                baseUrl, controlUrl, controlToken, fixture, variables, only, seed, allowRemote, limit, budget);
    }

    /** The same with another number of requests that the run may send. */
    public Settings budget(int requests) {
        return new Settings(
                baseUrl, controlUrl, controlToken, fixture, variables, only, seed, allowRemote, timeout, requests);
    }
}
