package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Tokens that are the same at every start, for trying things out. */
public final class HarmontTokens {
    /** Whom the demo tokens act for. */
    static final String DEMO_USER = "00000000-0000-4000-8000-000000000001";

    private HarmontTokens() {}

    /** The texts of the tokens, by what they are. */
    public static Map<String, String> demo() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String type : new String[] {Tokens.SESSION, Tokens.API}) {
            String prefix = type.equals(Tokens.API) ? Tokens.API_PREFIX : "";
            texts.put(type, prefix + new Ids(new SplittableRandom(type.hashCode())).secret());
        }
        return texts;
    }

    /** Who comes with which token. */
    static Map<String, Caller> callers() {
        Map<String, Caller> callers = new LinkedHashMap<>();
        demo().forEach((type, secret) ->
                callers.put(secret, new Caller("demo-" + type, DEMO_USER, DEMO_USER, type, true, Set.of())));
        return callers;
    }
}
