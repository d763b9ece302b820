package dev.errata.webhooks;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ports that may be called, so that nobody has a service speak to what is no receiver: mail, databases, caches.
 * Immutable.
 *
 * @param numbers from 1 to 65535, at least one
 */
public record Ports(Set<Integer> numbers) {
    /** Those that receivers on the web have: 80, 443, 8080 and 8443. */
    public static final Ports WEB = new Ports(Set.of(80, 443, 8080, 8443));

    private static final int LAST = 65_535;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when there are none, or one is no port
     */
    public Ports {
        TreeSet<Integer> sorted = new TreeSet<>(numbers);
        if (sorted.isEmpty() || sorted.first() < 1 || sorted.last() > LAST) {
            throw new IllegalArgumentException("Found the ports " + sorted
                    + " for webhooks; allow at least one, each from 1 to " + LAST + ", such as 443");
        }
        numbers = Collections.unmodifiableSortedSet(sorted);
    }

    /** Whether the port that an absolute address names, or that its scheme has, is one of these. */
    boolean allow(URI address) {
        int port = address.getPort();
        return numbers.contains(port != -1 ? port : "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443);
    }

    /** As a sentence has them, such as {@code 80, 443, 8080 or 8443}. */
    public String words() {
        List<String> all = numbers.stream().map(String::valueOf).toList();
        int last = all.size() - 1;
        return last == 0 ? all.get(0) : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
    }
}
