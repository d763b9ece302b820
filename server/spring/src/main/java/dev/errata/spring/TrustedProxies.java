package dev.errata.spring;

import dev.errata.core.ToolError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that are believed when they say for whom they ask.
 *
 * @param ranges each with its prefix length, {@code 10.0.0.0/8}; none where nobody is believed
 */
record TrustedProxies(List<String> ranges) {
    /**
     * What the property names.
     *
     * @param strategy {@code server.forward-headers-strategy}, null when it is not set
     * @throws SettingFailure when one is no address or range, or the strategy is set too
     */
    static TrustedProxies of(List<String> named, @Nullable Enum<?> strategy) {
        if (!named.isEmpty() && strategy != null) {
            throw new SettingFailure(
                    ToolError.PROXIES_UNUSABLE,
                    "errata.trusted-proxies names whom to believe, and server.forward-headers-strategy is "
                            + strategy.name().toLowerCase(Locale.ROOT) + ".",
                    "Leave server.forward-headers-strategy out; errata.trusted-proxies configures the server by itself.");
        }
        return new TrustedProxies(named.stream().map(TrustedProxies::range).toList());
    }

    /** Whether any is. */
    boolean areDeclared() {
        return !ranges.isEmpty();
    }

    /** Whether it is an address in numbers. */
    static boolean isAddress(String text) {
        return bits(text) > 0;
    }

    private static String range(String named) {
        int slash = named.indexOf('/');
        String address = slash < 0 ? named : named.substring(0, slash);
        int most = bits(address);
        String length = slash < 0 ? String.valueOf(most) : named.substring(slash + 1);
        boolean number =
                !length.isEmpty() && length.length() <= 3 && length.chars().allMatch(Character::isDigit);
        if (most == 0 || !number || Integer.parseInt(length) > most) {
            throw new SettingFailure(
                    ToolError.PROXIES_UNUSABLE,
                    "errata.trusted-proxies has \"" + named + "\", which is neither an address nor a range of them.",
                    "Write addresses and ranges such as 127.0.0.1, 10.0.0.0/8, ::1 or fd00::/8; names are not looked up.");
        }
        return address + "/" + length;
    }

    /** How many bits such an address has, 0 for what is none. Never asks for a name. */
    private static int bits(String address) {
        boolean four = address.chars().filter(c -> c == '.').count() == 3
                && address.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        boolean six = address.indexOf(':') >= 0
                && address.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0);
        if (!four && !six) {
            return 0;
        }
        try {
            return InetAddress.getByName(address).getAddress().length * Byte.SIZE;
        } catch (UnknownHostException e) {
            return 0;
        }
    }
}
