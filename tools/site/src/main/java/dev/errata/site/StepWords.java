package dev.errata.site;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Example.Step;
import java.util.ArrayList;
import java.util.List;

/** The directives of a step in words, as lines of Markdown. */
final class StepWords {
    private StepWords() {}

    static List<String> of(Step step, boolean provoking) {
        List<String> words = new ArrayList<>();
        step.directives().forEach(directive -> words.addAll(of(directive)));
        if (!provoking && step.directive(Directive.Kind.EXPECT).isEmpty()) {
            words.add("It must succeed with a status 2xx.");
        }
        return words;
    }

    private static List<String> of(Directive directive) {
        String argument = directive.argument();
        String[] parts = argument.split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        String sentence = switch (directive.kind()) {
            case NAME -> "Its answer is called " + code(argument) + " in the requests after it.";
            case EXPECT -> expect(parts[0], rest);
            case CAPTURE -> capture(argument);
            case REPEAT -> "It is sent " + argument + " times.";
            case UNTIL -> until(parts[0], rest);
            case PARALLEL -> "It is sent " + argument + " times at once.";
            case WAIT -> "It is sent after a pause of " + argument + ".";
            case ADVANCE -> "The clock of the service moves " + argument + " ahead first.";
            case FIXTURE ->
                "The service is first brought into the state " + code(parts[0])
                        + (rest.isEmpty() ? "." : " with " + code(rest) + ".");
            case AS -> "It is sent with the values of " + code(argument) + ".";
            case RAW -> "It goes over the socket byte for byte; an HTTP library would not send it so.";
            case BODY_SIZE -> "Its body is repeated until it is " + argument + " bytes long.";
            case SIGN -> "It is signed by the scheme " + code(argument) + ".";
            case NEEDS -> "A " + argument + " must listen first.";
        };
        return List.of(sentence);
    }

    private static String expect(String status, String code) {
        return "It must answer " + (status.matches("\\d{3}") ? StatusText.line(Integer.parseInt(status)) : status)
                + (code.isEmpty() ? "." : " with the code " + code(code) + ".");
    }

    private static String capture(String argument) {
        String[] sides = argument.split("=", 2);
        return sides.length < 2
                ? "Its answer is kept as " + code(argument) + "."
                : code(sides[1].strip().replaceFirst("^\\$\\.", "")) + " of its answer is kept as "
                        + code(sides[0].strip()) + ".";
    }

    private static String until(String status, String rest) {
        String most = rest.replaceFirst("^max\\s+", "");
        return "It is sent until the answer is " + status + (most.isEmpty() ? "." : ", at most " + most + " times.");
    }

    private static String code(String text) {
        return "`" + text.replace('`', '\'') + "`";
    }
}
