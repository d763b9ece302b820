package dev.errata.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges an address before it is stored; {@link WebhookSender} judges again when it connects.
 *
 * @param network finds the addresses of a name, and says which ports may be called
 */
public record UrlCheck(Network network) {
    /** What was found. */
    public enum Verdict {
        /** It may be called. */
        SAFE,
        /** It is not {@code https}, has a user, or its host has a form that resolvers read in different ways. */
        FORM,
        /** Its port is not one that may be called. */
        PORT,
        /** One of its addresses is not on the public internet. */
        NOT_PUBLIC,
        /** Its name has no address. */
        UNKNOWN_HOST
    }

    /** What an address must be that breaks the rule of no other part. */
    public static final String REACHABLE = "must be an https address that is reachable from the internet";

    private static final Pattern DOTTED_QUAD =
            Pattern.compile("(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(^|.*\\.)(\\d+|0x[0-9a-f]*)");

    /** The rule that an absolute address breaks, in words that continue the name of its field; null when it is safe. */
    public @Nullable String broken(URI address) {
        return switch (judge(address)) {
            case SAFE -> null;
            case PORT -> portRule();
            case FORM, NOT_PUBLIC, UNKNOWN_HOST -> REACHABLE;
        };
    }

    /** What an address with the verdict {@link Verdict#PORT} breaks. */
    public String portRule() {
        return "must have port " + network.ports().words() + ", or none";
    }

    /** The verdict on an absolute address. A name with one address that is not public is refused whole. */
    public Verdict judge(URI address) {
        String host = address.getHost();
        if (host == null || !"https".equalsIgnoreCase(address.getScheme()) || address.getRawUserInfo() != null) {
            return Verdict.FORM;
        }
        String name = host.toLowerCase(Locale.ROOT);
        boolean oddNumber = ENDS_IN_NUMBER.matcher(name).matches()
                && !DOTTED_QUAD.matcher(name).matches();
        if (oddNumber || name.endsWith(".") || name.indexOf('%') >= 0) {
            return Verdict.FORM;
        }
        if (!network.ports().allow(address)) {
            return Verdict.PORT;
        }
        try {
            List<InetAddress> addresses = network.resolve(name);
            if (addresses.isEmpty()) {
                return Verdict.UNKNOWN_HOST;
            }
            return addresses.stream().allMatch(PublicAddresses::contains) ? Verdict.SAFE : Verdict.NOT_PUBLIC;
        } catch (UnknownHostException e) {
            return Verdict.UNKNOWN_HOST;
        }
    }
}
