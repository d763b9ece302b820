package dev.errata.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> NAMES =
            List.of("RATE_LIMIT_EXCEEDED", "INVALID_AMOUNT", "harpoon", "harbor", "probe", "--port", "a1", "a2");

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMT_EXCEEDED, RATE_LIMIT_EXCEEDED",
        "invalid_amount, INVALID_AMOUNT",
        "INVALID_AMUONT, INVALID_AMOUNT",
        "harpon, harpoon",
        "prob, probe",
        "--prot, --port",
    })
    void aNameThatIsMistypedIsGuessed(String typed, String meant) {
        assertThat(Nearest.question(typed, NAMES)).isEqualTo(" Did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({"hookbridge", "xyz", "INSUFFICIENT_FUNDS", "''"})
    void aNameThatIsNothingLikeTheOthersIsNotGuessed(String typed) {
        assertThat(Nearest.question(typed, NAMES)).isEmpty();
    }

    @Test
    void namesThatAreEquallyNearAreAllOffered() {
        assertThat(Nearest.question("a3", NAMES)).isEqualTo(" Did you mean 'a1' or 'a2'?");
    }

    @Test
    void ofNamesThatDifferInCaseOnlyTheOneTypedIsMeant() {
        assertThat(Nearest.question("absen", List.of("ABSENT", "absent"))).isEqualTo(" Did you mean 'absent'?");
    }
}
