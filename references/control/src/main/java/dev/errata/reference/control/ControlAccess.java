package dev.errata.reference.control;

import dev.errata.guard.GuardedRequest;
import dev.errata.guard.key.AddressList;
import dev.errata.store.jdbc.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the test controls: a program on this machine that knows the token of this process. A page in a browser of
 * this machine is no such program, whatever its name leads to. Thread-safe.
 */
public final class ControlAccess {
    /** The header with the token, which no page of another origin can send without asking first. */
    public static final String HEADER = "Control-Token";

    /** The file in the folder of a service's data that holds its token. */
    public static final String FILE = "control-token";

    private static final AddressList THIS_MACHINE = AddressList.of(List.of("127.0.0.0/8", "::1"));
    private static final Set<String> OWN_SITES = Set.of("same-origin", "same-site", "none");
    private static final int DRAWN_BYTES = 24;
    /** Of 128 bits in base64. */
    private static final int FEWEST_CHARACTERS = 22;

    private final @Nullable String token;

    private ControlAccess(@Nullable String token) {
        this.token = token;
    }

    /** For a service without test controls. */
    static ControlAccess none() {
        return new ControlAccess(null);
    }

    /**
     * For whoever has this token.
     *
     * @throws IllegalArgumentException when it is short enough to be guessed, or cannot stand in a header
     */
    static ControlAccess with(String token) {
        if (token.length() < FEWEST_CHARACTERS || !token.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new IllegalArgumentException("The token of the test controls has " + token.length()
                    + " characters; give at least " + FEWEST_CHARACTERS + " random ones of visible ASCII in"
                    + " ERRATA_CONTROL_TOKEN, or nothing, and one is drawn");
        }
        return new ControlAccess(token);
    }

    /** For whoever is told a token that is drawn now, of 192 bits. */
    static ControlAccess drawn(RandomGenerator random) {
        byte[] bytes = new byte[DRAWN_BYTES];
        random.nextBytes(bytes);
        return new ControlAccess(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The token; null when there are no test controls. */
    public @Nullable String token() {
        return token;
    }

    /** Tells the token to programs of this user: in a file that only its owner reads. */
    void tell(Path folder) {
        if (token != null) {
            Path file = folder.resolve(FILE);
            try {
                Files.createDirectories(folder);
                Files.writeString(PrivateFile.at(file), token + "\n", StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new UncheckedIOException("The token of the test controls cannot be kept in " + file, e);
            }
        }
    }

    boolean admits(GuardedRequest request) {
        return THIS_MACHINE.contains(request.peerAddress())
                && isThisMachine("http://" + request.header("Host"))
                && comesFromHere(request)
                && hasToken(request);
    }

    /** Programs send neither header; browsers send at least one with each request that a page of another site makes. */
    private static boolean comesFromHere(GuardedRequest request) {
        return request.headers("Origin").stream().allMatch(ControlAccess::isThisMachine)
                && OWN_SITES.containsAll(request.headers("Sec-Fetch-Site"));
    }

    /** By name, for a name of somebody else may lead here (DNS rebinding). */
    private static boolean isThisMachine(String origin) {
        try {
            URI read = new URI(origin);
            String host = read.getHost();
            boolean hostAlone = host != null
                    && read.getRawUserInfo() == null
                    && read.getRawPath().isEmpty()
                    && read.getRawQuery() == null
                    && read.getRawFragment() == null;
            return hostAlone
                    && (host.equalsIgnoreCase("localhost")
                            || THIS_MACHINE.contains(
                                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host));
        } catch (URISyntaxException notAnOrigin) {
            return false;
        }
    }

    private boolean hasToken(GuardedRequest request) {
        String sent = request.header(HEADER);
        return token != null
                && sent != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.US_ASCII), sent.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "ControlAccess[" + (token == null ? "none" : "token") + "]";
    }
}
