package dev.errata.guard.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.core.ApiException;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import dev.errata.guard.cursor.NumberedPages.Page;
import dev.errata.guard.cursor.NumberedPages.Place;
import dev.errata.guard.cursor.NumberedPages.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberedPagesTest {
    private static final CursorQuery NEWEST = new CursorQuery("team_1", "events", "newest", Map.of());
    private static final CursorQuery OLDEST = new CursorQuery("team_1", "events", "oldest", Map.of());

    private final Random random = new Random(11);
    private final NumberedPages pages = new NumberedPages(
            new Cursors(
                    TestContract.catalog(),
                    CursorKeys.of(new byte[32]),
                    new ManualClock(),
                    random,
                    Duration.ofHours(24)),
            "starting_after");

    private List<Long> all(TreeSet<Long> numbers, int limit, boolean newest) {
        List<Long> seen = new ArrayList<>();
        String cursor = null;
        do {
            Place place = newest ? pages.newest(NEWEST, cursor) : pages.oldest(OLDEST, cursor);
            Page<Long> page = pages.page(place, limit, reading -> read(numbers, reading, newest), number -> number);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return seen;
    }

    private static List<Long> read(TreeSet<Long> numbers, Reading reading, boolean newest) {
        return numbers.stream()
                .filter(number -> newest ? number < reading.beyond() : number > reading.beyond())
                .sorted(newest ? Comparator.reverseOrder() : Comparator.naturalOrder())
                .limit(reading.most())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void pagesTogetherAreTheListInItsOrder(int limit) {
        for (int round = 0; round < 50; round++) {
            TreeSet<Long> numbers = new TreeSet<>();
            random.longs(random.nextInt(20), 1, 40).forEach(numbers::add);

            assertThat(all(numbers, limit, false)).containsExactlyElementsOf(numbers);
            assertThat(all(numbers, limit, true)).containsExactlyElementsOf(numbers.descendingSet());
        }
    }

    @Test
    void theCursorOfAnotherListIsRefusedUnderItsParameter() {
        Page<Long> page = pages.page(pages.newest(NEWEST, null), 1, reading -> List.of(2L, 1L), number -> number);

        ApiException refused = catchThrowableOfType(ApiException.class, () -> pages.oldest(OLDEST, page.next()));

        assertThat(refused.error().details()).containsEntry("field", "starting_after");
    }
}
