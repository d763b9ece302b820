package dev.errata.core;

import java.lang.System.Logger.Level;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Codes as one text, which generated classes keep: reading it costs a compiler and a start far less than a program that makes
 * thousands of codes one by one.
 *
 * <p>A line is a fact: its kind and its values with tabs between them. {@code code} begins a code. Within a value a tab is
 * {@code \t}, a line feed {@code \n} and a backslash {@code \\}.
 */
public final class CodeText {
    private static final String CODE = "code";
    private static final String TYPE = "type";
    private static final String SURFACE = "surface";
    private static final String PLATFORM = "platform";
    private static final String LOG = "log";
    private static final String DETAIL = "detail";
    private static final String ALIAS = "alias";
    private static final String FORM = "form";
    private static final String STATUSES = "statuses";

    private CodeText() {}

    /** The text of codes, in their order. */
    public static String write(Collection<Code> codes) {
        StringBuilder text = new StringBuilder();
        codes.forEach(code -> write(code, text));
        return text.toString();
    }

    private static void write(Code code, StringBuilder text) {
        line(text, CODE, code.id(), code.title());
        String type = code.type();
        if (type != null) {
            line(text, TYPE, type);
        }
        if (code.surface() != Surface.RESPONSE) {
            line(text, SURFACE, code.surface().name());
        }
        if (code.platform()) {
            line(text, PLATFORM);
        }
        Level log = code.log();
        if (log != null) {
            line(text, LOG, log.name());
        }
        for (Detail detail : code.details()) {
            line(
                    text,
                    DETAIL,
                    detail.name(),
                    detail.type().name(),
                    Boolean.toString(detail.required()),
                    Boolean.toString(detail.sensitive()),
                    detail.fact());
        }
        for (String alias : code.aliases()) {
            LocalDate until = code.until(alias);
            line(text, ALIAS, alias, until == null ? "" : until.toString());
        }
        for (Variant form : code.variants()) {
            List<String> values = new ArrayList<>(List.of(
                    FORM,
                    form.name(),
                    Integer.toString(form.status()),
                    form.retry().name(),
                    form.actor().name(),
                    form.message().toString()));
            for (Map.Entry<Condition, Variant> raised : code.raisedBy().entrySet()) {
                if (raised.getValue() == form) {
                    values.add(raised.getKey().name());
                }
            }
            line(text, values.toArray(new String[0]));
            if (!form.statuses().members().isEmpty()) {
                List<String> kept = new ArrayList<>(List.of(STATUSES));
                kept.addAll(form.statuses().members());
                line(text, kept.toArray(new String[0]));
            }
        }
    }

    private static void line(StringBuilder text, String... values) {
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : "\t")
                    .append(values[i].replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n"));
        }
        text.append('\n');
    }

    /**
     * Reads codes.
     *
     * @param parts of the text, which may be cut anywhere, since Java's constants are no longer than 65,535 bytes
     * @return the codes in the order of the text
     * @throws IllegalArgumentException for a text that {@link #write} did not write, with the line
     */
    public static List<Code> read(String... parts) {
        String text = parts.length == 1 ? parts[0] : String.join("", parts);
        List<Code> codes = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Code.Builder code = null;
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                throw new IllegalArgumentException("The last line of codes has no end: " + text.substring(at));
            }
            split(text, at, end, values);
            if (values.get(0).equals(CODE)) {
                if (code != null) {
                    codes.add(code.build());
                }
                code = Code.named(values.get(1), values.get(2));
            } else if (code == null || !add(code, values)) {
                throw new IllegalArgumentException("This is no fact of a code: " + text.substring(at, end));
            }
            at = end + 1;
        }
        if (code != null) {
            codes.add(code.build());
        }
        return codes;
    }

    private static boolean add(Code.Builder code, List<String> values) {
        switch (values.get(0)) {
            case TYPE -> code.type(values.get(1));
            case SURFACE -> code.surface(Surface.valueOf(values.get(1)));
            case PLATFORM -> code.platform();
            case LOG -> code.log(Level.valueOf(values.get(1)));
            case DETAIL ->
                code.detail(new Detail(
                        values.get(1),
                        DetailType.valueOf(values.get(2)),
                        Boolean.parseBoolean(values.get(3)),
                        Boolean.parseBoolean(values.get(4)),
                        values.get(5)));
            case ALIAS -> alias(code, values.get(1), values.get(2));
            case FORM ->
                code.form(
                        values.get(1),
                        Integer.parseInt(values.get(2)),
                        RetryAdvice.valueOf(values.get(3)),
                        Actor.valueOf(values.get(4)),
                        values.get(5),
                        conditions(values));
            case STATUSES -> code.statuses(new Statuses(values.subList(1, values.size())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void alias(Code.Builder code, String name, String until) {
        if (until.isEmpty()) {
            code.alias(name);
        } else {
            code.alias(name, LocalDate.parse(until));
        }
    }

    private static Condition[] conditions(List<String> form) {
        Condition[] conditions = new Condition[form.size() - 6];
        for (int i = 0; i < conditions.length; i++) {
            conditions[i] = Condition.valueOf(form.get(6 + i));
        }
        return conditions;
    }

    private static void split(String text, int from, int to, List<String> values) {
        values.clear();
        int at = from;
        for (int tab = text.indexOf('\t', at); tab >= 0 && tab < to; tab = text.indexOf('\t', at)) {
            values.add(unescaped(text.substring(at, tab)));
            at = tab + 1;
        }
        values.add(unescaped(text.substring(at, to)));
    }

    private static String unescaped(String value) {
        int escape = value.indexOf('\\');
        if (escape < 0) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (; escape >= 0; escape = value.indexOf('\\', at)) {
            char escaped = value.charAt(escape + 1);
            text.append(value, at, escape).append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped);
            at = escape + 2;
        }
        return text.append(value, at, value.length()).toString();
    }
}
