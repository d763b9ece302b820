package dev.errata.reference.serve;

import dev.errata.reference.serve.Standing.State;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the portal's template shows.
 *
 * @param query what is looked for
 * @param apis with the codes that were found; those without any are left out of a search
 * @param overview one line for each API, whatever is looked for
 * @param filters links to codes by how they stand
 * @param found how many codes are shown
 */
record PortalView(Query query, List<Api> apis, List<Overview> overview, List<Filter> filters, int found) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** A time for people. */
    static String shown(Instant at) {
        return TIME.format(at);
    }

    /**
     * An API in the table at the top.
     *
     * @param last when a code of it was last run, null when {@code instead} is to be read
     */
    record Overview(
            String id,
            String name,
            String address,
            boolean running,
            Tally codes,
            Tally platform,
            @Nullable Instant last,
            String instead) {}

    /** How many there are, and how they stand. */
    record Tally(int all, int proven, int waived, int failed) {
        static Tally of(List<State> states) {
            return new Tally(
                    states.size(),
                    count(states, State.PROVEN),
                    count(states, State.WAIVED),
                    count(states, State.FAILED));
        }

        private static int count(List<State> states, State state) {
            return (int) states.stream().filter(each -> each == state).count();
        }

        boolean complete() {
            return proven + waived == all;
        }

        /** {@code 9 of 11 proven, 2 waived}. */
        String text() {
            return proven + " of " + all + " proven"
                    + (waived == 0 ? "" : ", " + waived + " waived")
                    + (failed == 0 ? "" : ", " + failed + " failed");
        }
    }

    /** A link to the codes that stand so. */
    record Filter(String label, String word, int count, String href, boolean current) {}

    /**
     * An API with its codes.
     *
     * @param errors where its error pages are
     * @param notice on its proof; whole sentences
     * @param keys by what they are for; empty when they are not to be seen
     * @param sample a command worth trying, null when it would show a key
     */
    record Api(
            String id,
            String name,
            String version,
            String description,
            String address,
            String errors,
            String notice,
            Map<String, String> keys,
            @Nullable String sample,
            List<Group> groups) {}

    /** Codes of a kind; folded ones stand behind their heading. */
    record Group(String heading, boolean folded, List<Row> rows) {
        Tally tally() {
            return Tally.of(rows.stream().map(row -> row.standing().state()).toList());
        }
    }

    /** A code. */
    record Row(
            String code,
            String href,
            String title,
            List<Integer> statuses,
            List<String> advice,
            Standing standing,
            @Nullable String curl) {}
}
