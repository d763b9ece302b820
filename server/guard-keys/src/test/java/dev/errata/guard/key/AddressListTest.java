package dev.errata.guard.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressListTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "*.*",
                "*.*.*.*",
                "/8",
                "012.0.0.1",
                "0x0a000001",
                "10.1",
                "2130706433",
                "1-5.0.0.0",
                "10_.0.0.1",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/255.0.0.0",
                "::1/129",
                "fe80::1%eth0",
                "[::1]",
                "127.0.0.1:80",
                "10.0.0.1 ",
                " 10.0.0.1",
                "10.0.0.1\n",
                "10.0.0.1,10.0.0.2",
                "٣.0.0.1",
                "::ffff:010.0.0.1",
                "localhost",
                "example.com",
                "4)+k&C#VzJ4br>0wv%Yp",
                "00000000000000000000000000000001"
            })
    void whatIsNeitherAddressNorBlockIsRefusedWhenTheListIsMade(String entry) {
        assertThatThrownBy(() -> AddressList.of(List.of("203.0.113.7", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + entry + "' is neither an address nor a block of addresses;"
                        + " write 203.0.113.7, 203.0.113.0/24, 2001:db8::7 or 2001:db8::/32");
        assertThat(AddressList.of(List.of("0.0.0.0/0", "::/0")).contains(entry)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7,            203.0.113.7,       203.0.113.7,        203.0.113.8",
        "10.0.0.5/8,             10.0.0.0/8,        10.255.1.1,         11.0.0.0",
        "203.0.113.0/24,         203.0.113.0/24,    ::ffff:203.0.113.9, ::ffff:203.0.114.0",
        "::ffff:10.0.0.0/104,    10.0.0.0/8,        10.1.1.1,           ::10.1.1.1",
        "::FFFF:10.0.0.1,        10.0.0.1,          10.0.0.1,           10.0.0.2",
        "2001:0DB8::/32,         2001:db8::/32,     2001:db8:0:0:0:0:0:1, 2001:db9::1",
        "0.0.0.0/0,              0.0.0.0/0,         255.255.255.255,    ::1",
        "::/0,                   ::/0,              2001:db8::1,        127.0.0.1",
        "127.0.0.1/32,           127.0.0.1/32,      127.0.0.1,          127.0.0.2",
        "::1,                    ::1,               0:0:0:0:0:0:0:1,    127.0.0.1"
    })
    void anEntryHoldsItsBlockAndNothingElse(String entry, String canonical, String inside, String outside) {
        AddressList list = AddressList.of(List.of(entry));

        assertThat(list.entries()).containsExactly(canonical);
        assertThat(list.contains(inside)).isTrue();
        assertThat(list.contains(outside)).isFalse();
        assertThat(AddressList.of(list.entries()).contains(inside)).isTrue();
    }

    @Test
    void aPeerIsAnAddressNotABlock() {
        assertThat(AddressList.of(List.of("10.0.0.0/8")).contains("10.0.0.0/8")).isFalse();
    }

    @Test
    void anEmptyListHoldsNothing() {
        assertThat(AddressList.of(List.of())).isSameAs(AddressList.none());
        assertThat(AddressList.none().isEmpty()).isTrue();
        assertThat(AddressList.none().contains("127.0.0.1")).isFalse();
    }

    /** The model is arithmetic on the bytes, which knows nothing of the library. */
    @Test
    void blocksOfAnyLengthAgreeWithTheirBits() throws UnknownHostException {
        Random random = new Random(4);
        for (int round = 0; round < 20_000; round++) {
            byte[] base = bytes(random, random.nextBoolean() ? 4 : 16);
            int prefix = random.nextInt(base.length * 8 + 1);
            byte[] peer = near(base, random);
            AddressList list = AddressList.of(List.of(text(base) + "/" + prefix));

            assertThat(list.contains(text(peer)))
                    .as("%s in %s/%d", text(peer), text(base), prefix)
                    .isEqualTo(sameBits(base, peer, prefix));
        }
    }

    @Test
    void aListHoldsWhatAnyOfItsBlocksHolds() throws UnknownHostException {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            byte[] one = bytes(random, 4);
            byte[] two = bytes(random, 4);
            byte[] six = bytes(random, 16);
            byte[] peer = near(random.nextBoolean() ? one : two, random);
            AddressList list = AddressList.of(List.of(text(one) + "/20", text(six) + "/40", text(two) + "/28"));

            assertThat(list.contains(text(peer))).isEqualTo(sameBits(one, peer, 20) || sameBits(two, peer, 28));
            assertThat(list.contains("::ffff:" + text(peer))).isEqualTo(list.contains(text(peer)));
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The same address with one bit changed, or none. */
    private static byte[] near(byte[] base, Random random) {
        byte[] near = base.clone();
        int bit = random.nextInt(base.length * 8 + 1);
        if (bit < base.length * 8) {
            near[bit / 8] ^= (byte) (0x80 >> (bit % 8));
        }
        return near;
    }

    private static boolean sameBits(byte[] one, byte[] other, int count) {
        for (int bit = 0; bit < count; bit++) {
            if (((one[bit / 8] ^ other[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] address) throws UnknownHostException {
        return InetAddress.getByAddress(address).getHostAddress();
    }
}
