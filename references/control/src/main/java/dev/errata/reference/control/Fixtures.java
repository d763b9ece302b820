package dev.errata.reference.control;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The fixtures of a service, by the names behind {@code # @fixture}. */
public final class Fixtures {
    private final Map<String, Fixture> byName = new TreeMap<>();

    /** None yet. */
    public Fixtures() {}

    /** These and one more. */
    public Fixtures with(String name, Fixture fixture) {
        Fixtures more = new Fixtures();
        more.byName.putAll(byName);
        more.byName.put(name, fixture);
        return more;
    }

    Map<String, Fixture> byName() {
        return Collections.unmodifiableMap(byName);
    }
}
