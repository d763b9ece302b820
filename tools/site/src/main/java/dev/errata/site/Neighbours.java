package dev.errata.site;

import dev.errata.catalog.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The list beside a page: the active codes around it in the order of their statuses. It is as long in a catalog of
 * thousands as in one of a hundred, so that the site grows with its pages and not with their square.
 *
 * @param groups by status
 * @param others how many active codes are left out
 */
record Neighbours(List<Group> groups, int others) {
    static final Comparator<Page> BY_STATUS =
            Comparator.comparingInt((Page page) -> page.main().status()).thenComparing(Page::code);

    private static final int SHOWN = 60;

    /** Codes under a heading. */
    record Group(String heading, List<Shell.Entry> codes) {}

    /**
     * The neighbours of a page.
     *
     * @param active the active pages in the order {@link #BY_STATUS}
     */
    static Neighbours of(Page page, List<Page> active) {
        int found = Collections.binarySearch(active, page, BY_STATUS);
        int at = found < 0 ? -found - 1 : found;
        int from = Math.max(0, Math.min(at - SHOWN / 2, active.size() - SHOWN));
        List<Page> shown = active.subList(from, Math.min(from + SHOWN, active.size()));
        Map<Integer, List<Page>> byStatus = shown.stream()
                .collect(Collectors.groupingBy(each -> each.main().status(), TreeMap::new, Collectors.toList()));
        List<Group> groups = new ArrayList<>();
        byStatus.forEach((status, pages) -> groups.add(new Group(
                StatusText.line(status), pages.stream().map(PageViews::entry).toList())));
        return new Neighbours(List.copyOf(groups), active.size() - shown.size());
    }
}
