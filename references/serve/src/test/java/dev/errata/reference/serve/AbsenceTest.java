package dev.errata.reference.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.reference.harbor.HarborErrors;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harmont.HarmontErrors;
import dev.errata.reference.harpoon.HarpoonErrors;
import dev.errata.reference.hookbridge.HookBridgeErrors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every reference says of something that is not there. */
class AbsenceTest {
    static Stream<Catalog> catalogs() {
        return Stream.of(
                HarborErrors.CATALOG,
                HarborProtocolErrors.CATALOG,
                HarmontErrors.CATALOG,
                HarpoonErrors.CATALOG,
                HookBridgeErrors.CATALOG);
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void whatIsGoneIsAnsweredWith410(Catalog catalog) {
        ApiError gone = catalog.answer(Condition.ABSENT_GONE, Facts.none());

        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.message()).isEqualTo("What the request names was there and is there no more.");
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void aThingThatIsNotThereIsNotToldAsARouteThatIsNot(Catalog catalog) {
        ApiError absent = catalog.answer(Condition.ABSENT, Facts.none());

        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.message()).doesNotContainIgnoringCase("route").doesNotContainIgnoringCase("method");
    }
}
