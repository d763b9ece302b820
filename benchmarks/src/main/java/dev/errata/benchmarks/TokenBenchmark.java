package dev.errata.benchmarks;

import dev.errata.guard.token.TokenAlgorithm;
import dev.errata.guard.token.TokenKeySet;
import dev.errata.guard.token.TokenRules;
import dev.errata.guard.token.TokenSigner;
import dev.errata.guard.token.TokenVerdict;
import dev.errata.guard.token.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Hold a token against all rules, beside the JDK's check of its signature alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TokenBenchmark {
    private static final long NOW = 1_795_000_000L;
    private static final byte[] SEED = {1};

    /** How the token is signed. */
    @Param({"RS256", "ES256"})
    public TokenAlgorithm algorithm = TokenAlgorithm.RS256;

    private TokenSigner signer = TokenSigner.generate("k1", algorithm, new SecureRandom(SEED));
    private TokenVerifier verifier = verifier();
    private String token = token();
    private byte[] signed = new byte[0];
    private byte[] signature = new byte[0];
    private String name = "";

    /** JMH makes it. */
    public TokenBenchmark() {}

    /** Makes key and token. */
    @Setup
    public void sign() {
        signer = TokenSigner.generate("k1", algorithm, new SecureRandom(SEED));
        verifier = verifier();
        token = token();
        int end = token.lastIndexOf('.');
        signed = token.substring(0, end).getBytes(StandardCharsets.US_ASCII);
        signature = Base64.getUrlDecoder().decode(token.substring(end + 1));
        // The format in which a token carries an ECDSA signature: the JDK reads it as it is.
        name = algorithm == TokenAlgorithm.RS256 ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
        if (!(allRules() instanceof TokenVerdict.Valid)) {
            throw new IllegalStateException("The token does not hold");
        }
    }

    private TokenVerifier verifier() {
        TokenRules rules = TokenRules.of("https://issuer.example", "harbor-protocol")
                .withScopes("scopes", Set.of("admin", "console:fleet"));
        return new TokenVerifier(rules, TokenKeySet.of(signer.key()), InstantSource.fixed(Instant.ofEpochSecond(NOW)));
    }

    private String token() {
        return signer.sign(Map.of(
                "iss",
                "https://issuer.example",
                "aud",
                List.of("harbor-protocol"),
                "iat",
                NOW,
                "exp",
                NOW + 86_400,
                "tenant",
                "tenant_0123456789",
                "user",
                "user_0123456789",
                "session",
                "session_0123456789",
                "scopes",
                List.of("admin", "console:fleet")));
    }

    /** What Errata does at the door. */
    @Benchmark
    public TokenVerdict allRules() {
        return verifier.verify(token);
    }

    /** The least that anybody can do. */
    @Benchmark
    public boolean bareSignature() throws GeneralSecurityException {
        Signature check = Signature.getInstance(name);
        check.initVerify(signer.key().publicKey());
        check.update(signed);
        return check.verify(signature);
    }
}
