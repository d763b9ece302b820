package dev.errata.reference.control;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The fixtures of a service, by the names behind {@code # @fixture}. */
public final class Fixtures {
    private final Map<String, Fixture> byName = new TreeMap<>();
    private final Runnable restore;

    /**
     * None yet.
     *
     * @param restore takes back what they have changed for every caller
     */
    public Fixtures(Runnable restore) {
        this.restore = restore;
    }

    /** These and one more. */
    public Fixtures with(String name, Fixture fixture) {
        Fixtures more = new Fixtures(restore);
        more.byName.putAll(byName);
        more.byName.put(name, fixture);
        return more;
    }

    void restore() {
        restore.run();
    }

    Map<String, Fixture> byName() {
        return Collections.unmodifiableMap(byName);
    }
}
