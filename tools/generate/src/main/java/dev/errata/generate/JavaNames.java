package dev.errata.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Java names from the names of a contract, whatever style the vendor writes them in. */
final class JavaNames {
    private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9]+");

    private JavaNames() {}

    /** {@code DUPLICATE_REFERENCE}, {@code duplicate-reference} and {@code duplicateReference} alike. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        String spaced = HUMP.matcher(name).replaceAll("$1 $2");
        for (String word : OTHERS.matcher(spaced).replaceAll(" ").trim().split(" ")) {
            words.add(word.toLowerCase(Locale.ROOT));
        }
        return words;
    }

    static String constant(String name) {
        return legal(String.join("_", words(name)).toUpperCase(Locale.ROOT));
    }

    static String member(String... names) {
        StringBuilder member = new StringBuilder();
        for (String name : names) {
            for (String word : words(name)) {
                member.append(member.isEmpty() ? word : capital(word));
            }
        }
        return legal(member.toString());
    }

    /** A class name keeps the capitals that the API writes: {@code HookBridge}. */
    static String type(String name) {
        StringBuilder type = new StringBuilder();
        for (String word : OTHERS.matcher(name).replaceAll(" ").trim().split(" ")) {
            type.append(capital(word));
        }
        return legal(type.toString());
    }

    /** {@code RateLimitExceeded} of {@code RATE_LIMIT_EXCEEDED}. */
    static String typeOfCode(String code) {
        StringBuilder type = new StringBuilder();
        words(code).forEach(word -> type.append(capital(word)));
        return legal(type.toString());
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String legal(String name) {
        if (SourceVersion.isName(name)) {
            return name;
        }
        return SourceVersion.isIdentifier(name) ? name + "_" : "_" + name;
    }
}
