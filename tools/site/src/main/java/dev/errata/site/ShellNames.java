package dev.errata.site;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the variables of one example are called in its script, and which helpers the script calls. */
final class ShellNames {
    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9]+");
    /** What means something within double quotes. */
    private static final Pattern SPECIAL = Pattern.compile("[\"`$\\\\!]");

    private static final Pattern WORD = Pattern.compile("\\w");

    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<ShellHelper> helpers = EnumSet.noneOf(ShellHelper.class);

    /** Names for the variables in these texts; those that fixtures set keep their own. */
    ShellNames(List<String> texts) {
        texts.stream().flatMap(text -> variables(text).stream()).forEach(name -> {
            if (name.indexOf('.') < 0) {
                names.put(name, plain(name));
            }
        });
        taken.addAll(names.values());
    }

    /** The variables in a text, without what is computed. */
    static List<String> variables(String text) {
        return Piece.VARIABLE
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> Computed.named(name) == null)
                .distinct()
                .toList();
    }

    /** The name of a variable; of a member it joins the parts. */
    String of(String variable) {
        return names.computeIfAbsent(variable, unseen -> {
            String name = plain(variable);
            while (!taken.add(name)) {
                name += "_";
            }
            return name;
        });
    }

    /** The names that the text itself would have if it were a variable. */
    static String plain(String variable) {
        String plain = OTHERS.matcher(variable).replaceAll("_");
        return plain.endsWith("_") ? plain.substring(0, plain.length() - 1) : plain;
    }

    void use(ShellHelper helper) {
        helpers.add(helper);
    }

    Set<ShellHelper> helpers() {
        return helpers;
    }

    /**
     * A text as one word of the shell, in the quotation marks that need the least escaping.
     *
     * @param as the fixture whose values come first; empty for none
     */
    String quote(String text, String as) {
        Matcher variable = Piece.VARIABLE.matcher(text);
        boolean simple = !SPECIAL.matcher(variable.replaceAll("")).find();
        StringBuilder word = new StringBuilder(simple ? "\"" : "'");
        variable.reset();
        int at = 0;
        while (variable.find()) {
            literal(text.substring(at, variable.start()), simple, word);
            at = variable.end();
            boolean joined = simple
                    && at < text.length()
                    && WORD.matcher(text.substring(at)).lookingAt();
            String value = value(variable.group(1), as, joined);
            word.append(simple ? value : "'\"" + value + "\"'");
        }
        if (at == 0) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
        literal(text.substring(at), simple, word);
        return word.append(simple ? '"' : '\'').toString();
    }

    private static void literal(String text, boolean simple, StringBuilder word) {
        word.append(simple ? text : text.replace("'", "'\\''"));
    }

    private String value(String variable, String as, boolean joined) {
        Computed computed = Computed.named(variable);
        if (computed != null) {
            return computed(computed);
        }
        String name = of(variable);
        if (!as.isEmpty() && !variable.equals("base")) {
            return "${" + plain(as) + "_" + name + ":-$" + name + "}";
        }
        return joined ? "${" + name + "}" : "$" + name;
    }

    private String computed(Computed computed) {
        return switch (computed.kind()) {
            case UUID -> {
                use(ShellHelper.UUID);
                yield "$(uuid)";
            }
            case LONG -> "$(printf 'x%.0s' {1..10000})";
            case TIMESTAMP -> {
                use(ShellHelper.TIMESTAMP);
                yield "$(timestamp)";
            }
            case TIME -> {
                use(ShellHelper.NOW);
                yield "$(now " + computed.seconds() + ")";
            }
        };
    }
}
