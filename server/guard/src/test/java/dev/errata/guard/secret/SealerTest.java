package dev.errata.guard.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealerTest {
    private static final byte[] OLD = key(1);
    private static final byte[] NEW = key(2);
    private static final String PLACE = "webhooks/secret/7";
    private static final String OLD_MARK = "sealed:72cd6e84:";
    private static final String NEW_MARK = "sealed:75877bb4:";

    private static byte[] key(int seed) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) seed);
        return key;
    }

    private static Sealer sealer(byte[]... keys) {
        return new Sealer(new MasterKeys(List.of(keys)), new Random(1));
    }

    @Test
    void whatIsSealedShowsNothingOfItselfAndIsOpenedAgain() {
        String kept = sealer(OLD).seal("whsec_é", PLACE);

        assertThat(kept).startsWith(OLD_MARK).doesNotContain("whsec");
        assertThat(sealer(OLD).open(kept, PLACE)).isEqualTo("whsec_é");
        assertThat(sealer(OLD).mark()).isEqualTo(OLD_MARK);
    }

    @Test
    void bytesAreSealedAndOpenedAsTextsAre() {
        byte[] bytes = {0, -1, 7};

        byte[] kept = sealer(OLD).seal(bytes, PLACE);

        assertThat(kept).hasSize(3 + 44).startsWith(OLD_MARK.getBytes(StandardCharsets.US_ASCII));
        assertThat(sealer(OLD).open(kept, PLACE)).isEqualTo(bytes);
    }

    @Test
    void whatWasKeptBeforeThereWasASealerIsTakenAsItIs() {
        assertThat(sealer(OLD).open("whsec_1", PLACE)).isEqualTo("whsec_1");
        assertThat(sealer(OLD).open(new byte[] {1}, PLACE)).containsExactly(1);
    }

    @Test
    void whileTheKeyIsChangedTheOldOneOpensAndTheNewOneSeals() {
        String kept = sealer(OLD).seal("whsec_1", PLACE);
        Sealer changing = sealer(NEW, OLD);

        assertThat(changing.open(kept, PLACE)).isEqualTo("whsec_1");
        assertThat(changing.seal("whsec_1", PLACE)).startsWith(NEW_MARK);
    }

    @Test
    void aKeyThatIsNotGivenIsNamedByItsMark() {
        String kept = sealer(OLD).seal("whsec_1", PLACE);

        assertThatIllegalStateException()
                .isThrownBy(() -> sealer(NEW).open(kept, PLACE))
                .withMessage("Something is sealed under a master key that is not given, '" + OLD_MARK + "'; given are "
                        + NEW_MARK);
    }

    @Test
    void whatWasChangedOrMovedToAnotherRowIsNotOpened() {
        String kept = sealer(OLD).seal("whsec_1", PLACE);
        String changed = kept.substring(0, 30) + (kept.charAt(30) == 'A' ? 'B' : 'A') + kept.substring(31);

        for (String bad : List.of(changed, kept.substring(0, 20), OLD_MARK, OLD_MARK + "%")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> sealer(OLD).open(bad, PLACE))
                    .withMessage("What is kept as webhooks/secret/7 was changed since it was sealed, or was sealed for"
                            + " another place");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> sealer(OLD).open(kept, "webhooks/secret/8"))
                .withMessage("What is kept as webhooks/secret/8 was changed since it was sealed, or was sealed for"
                        + " another place");
        assertThatIllegalStateException()
                .isThrownBy(() -> sealer(OLD).open("sealed:", PLACE))
                .withMessage(
                        "Something is sealed under a master key that is not given, 'sealed:'; given are " + OLD_MARK);
    }

    @Test
    void keysAreReadWithSpacesLineEndsOrCommasBetweenThem() {
        String one = MasterKeys.draw(new Random(1));
        String two = MasterKeys.draw(new Random(2));

        assertThat(MasterKeys.parse(" " + one + ",\n" + two + "\n").keys()).hasSize(2);
        assertThat(MasterKeys.parse(one + "\n").toString()).isEqualTo("1 master key");
    }

    @Test
    void aTextThatIsNoKeyIsRefusedAndNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKeys.parse(MasterKeys.draw(new Random(1)) + " hunter2!"))
                .withMessage("Master key 2 is not written in Base64 (RFC 4648, section 4); 'openssl rand -base64 32'"
                        + " makes one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKeys.parse("aHVudGVyMg=="))
                .withMessage("A master key has 7 bytes; it takes 32 random ones, such as 'openssl rand -base64 32'"
                        + " makes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKeys.parse(" \n"))
                .withMessage("There is no master key; give one of 32 bytes in Base64");
    }
}
