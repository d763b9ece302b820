package dev.errata.probe;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fetches the pages that answers point to, each once. Not thread-safe. */
final class DocPages {
    private static final Pattern HELP = Pattern.compile("<([^<>]++)>\\s*+;[^,<]*\\brel=\"?help\"?");

    private final Wire wire;
    private final Map<String, String> problems = new HashMap<>();

    DocPages(Wire wire) {
        this.wire = wire;
    }

    /** The address in a {@code Link} header with {@code rel="help"}, null when there is none. */
    static @Nullable String help(Answer answer) {
        for (String link : Headers.all(answer.headers(), "Link")) {
            Matcher matcher = HELP.matcher(link);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return null;
    }

    /** What is wrong with the page at the address, null when it shows the code or lies where we may not go. */
    @Nullable
    String problem(String url, String code) {
        String problem = problems.computeIfAbsent(url + "\n" + code, unseen -> fetch(url, code));
        return problem.isEmpty() ? null : problem;
    }

    private String fetch(String url, String code) {
        try {
            int hash = url.indexOf('#');
            String address = hash < 0 ? url : url.substring(0, hash);
            Answer page = get(address);
            String moved = page == null ? null : page.header("Location").orElse(null);
            if (page != null && page.status() / 100 == 3 && moved != null) {
                // The page of an earlier name leads to that of the present one.
                page = get(URI.create(address).resolve(moved).toString());
            }
            if (page == null) {
                return "";
            }
            if (page.status() != 200) {
                return "The address of the page, " + url + ", answers " + page.status() + ", not 200.";
            }
            if (!page.text().contains(code)) {
                return "The page at " + url + " does not contain the code " + code + ".";
            }
            String anchor = hash < 0 ? "" : url.substring(hash + 1);
            return anchor.isEmpty() || page.text().contains("id=\"" + anchor + "\"")
                    ? ""
                    : "The page at " + address + " has no element with the id " + anchor
                            + ", to which the answer points.";
        } catch (IllegalArgumentException | IOException unreachable) {
            return "The address of the page leads nowhere: " + unreachable.getMessage();
        }
    }

    /** The answer at an address, null when it lies where we may not go. */
    private @Nullable Answer get(String url) throws IOException {
        Address address = Address.of(url);
        return wire.allows(address)
                ? wire.send(Requests.plain("GET", address, List.of(), new byte[0]))
                        .answer()
                : null;
    }
}
