package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Ages;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes when, and that nothing is forgotten. */
class AgesTest {
    @Test
    void everyTableHasAnAgeOrAReasonToHaveNone(@TempDir Path folder) {
        assertThat(Ages.forgotten(folder, new HarmontConfiguration().schema(), HarmontRetention.PLAN))
                .isEmpty();
    }
}
