package dev.errata.guard.key;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import inet.ipaddr.format.util.DualIPv4v6Tries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Addresses and blocks of addresses, parsed once. Immutable.
 *
 * <p>Only the plain forms are read: dotted quads without leading zeros, IPv6 as in RFC 4291, each with an optional
 * prefix length. An IPv4 address inside IPv6 ({@code ::ffff:a.b.c.d}) is the IPv4 address.
 */
public final class AddressList {
    private static final IPAddressStringParameters ENTRY = plain(true);
    private static final IPAddressStringParameters PEER = plain(false);
    private static final String PLAIN_CHARACTERS = "0123456789abcdefABCDEF:./";
    private static final AddressList NONE = new AddressList(List.of(), new DualIPv4v6Tries());

    private final List<String> entries;
    private final DualIPv4v6Tries blocks;

    private AddressList(List<String> entries, DualIPv4v6Tries blocks) {
        this.entries = entries;
        this.blocks = blocks;
    }

    /** No address. */
    public static AddressList none() {
        return NONE;
    }

    /**
     * Reads single addresses and blocks such as {@code 203.0.113.0/24}; what stands behind the prefix is dropped.
     *
     * @throws IllegalArgumentException when an entry is neither, and which one it is
     */
    public static AddressList of(Collection<String> entries) {
        List<String> canonical = new ArrayList<>();
        DualIPv4v6Tries blocks = new DualIPv4v6Tries();
        for (String entry : entries) {
            IPAddress address = parse(entry, ENTRY);
            if (address == null) {
                throw new IllegalArgumentException("'" + entry + "' is neither an address nor a block of addresses;"
                        + " write 203.0.113.7, 203.0.113.0/24, 2001:db8::7 or 2001:db8::/32");
            }
            IPAddress block = address.toPrefixBlock();
            canonical.add(block.toCanonicalString());
            blocks.add(block);
        }
        return canonical.isEmpty() ? NONE : new AddressList(List.copyOf(canonical), blocks);
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The entries in canonical form (RFC 5952), in the order given; {@link #of} reads them. */
    public List<String> entries() {
        return entries;
    }

    /** Whether the address is in it; false for a text that is not an address. */
    public boolean contains(String address) {
        IPAddress parsed = parse(address, PEER);
        return parsed != null && blocks.elementContains(parsed);
    }

    @Override
    public String toString() {
        return entries.toString();
    }

    /** The network around an address, null when the text is not one. */
    static @Nullable String network(String address, int bitsOfFour, int bitsOfSix) {
        IPAddress parsed = parse(address, PEER);
        return parsed == null
                ? null
                : parsed.toPrefixBlock(parsed.isIPv4() ? bitsOfFour : bitsOfSix).toCanonicalString();
    }

    private static @Nullable IPAddress parse(String text, IPAddressStringParameters form) {
        // The library trims white space, which an address has not; only plain characters pass.
        if (!text.chars().allMatch(c -> PLAIN_CHARACTERS.indexOf(c) >= 0)) {
            return null;
        }
        try {
            IPAddress address = new IPAddressString(text, form).toAddress();
            if (address != null && address.isIPv6() && address.toIPv6().isIPv4Mapped()) {
                return address.toIPv6().getEmbeddedIPv4Address();
            }
            return address;
        } catch (AddressStringException | IncompatibleAddressException e) {
            return null;
        }
    }

    /** The library reads far more than addresses unless told not to: "" is the loopback, "*" is everybody. */
    private static IPAddressStringParameters plain(boolean prefix) {
        IPAddressStringParameters.Builder form = new IPAddressStringParameters.Builder()
                .allowEmpty(false)
                .allowAll(false)
                .allowSingleSegment(false)
                .allowWildcardedSeparator(false)
                .allowMask(false)
                .allowPrefixOnly(false)
                .allowPrefix(prefix)
                .allow_inet_aton(false)
                .setRangeOptions(RangeParameters.NO_RANGE);
        form.getIPv4AddressParametersBuilder()
                .allowLeadingZeros(false)
                .allowBinary(false)
                .allowPrefixesBeyondAddressSize(false);
        form.getIPv6AddressParametersBuilder()
                .allowZone(false)
                .allowBase85(false)
                .allowBinary(false)
                .allowPrefixesBeyondAddressSize(false);
        form.getIPv6AddressParametersBuilder()
                .getEmbeddedIPv4AddressParametersBuilder()
                .allowLeadingZeros(false);
        return form.toParams();
    }
}
