package dev.errata.probe;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Directive.Kind;
import dev.errata.catalog.Example.Step;
import dev.errata.catalog.Page;
import dev.errata.catalog.Root;
import dev.errata.core.Envelope;
import dev.errata.core.Slot;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What steps must answer, by their {@code # @expect}. */
final class Expectations {
    private final Envelope own;
    private final @Nullable String versionHeader;

    Expectations(Root root) {
        this.own = root.envelope();
        this.versionHeader = root.versionHeader();
    }

    /** The name of the code that the sender of the request knows: an earlier one when it is pinned to an earlier day. */
    String name(Page page, Sent sent) {
        String pinned = versionHeader == null ? "" : sent.header(versionHeader).orElse("");
        try {
            return pinned.isEmpty() ? page.code() : page.nameOn(LocalDate.parse(pinned.trim()));
        } catch (DateTimeParseException noDay) {
            return page.code();
        }
    }

    /** The catalog's envelope, or RFC 9457 where the request asked for it and the answer is it. */
    Envelope envelope(Exchange exchange) {
        String problem = Envelope.PROBLEM.mediaType();
        boolean asked = exchange.sent().header("Accept").orElse("").contains(problem);
        return asked && exchange.answer().mediaType().equals(problem) ? Envelope.PROBLEM : own;
    }

    /** The body, slot by slot. */
    Envelope.Match read(Exchange exchange) {
        return envelope(exchange).match(exchange.answer().json());
    }

    /** Any 2xx unless the step says otherwise. */
    Predicate<Exchange> of(Step step) {
        Directive expect = step.directive(Kind.EXPECT).orElse(null);
        if (expect == null) {
            return exchange -> exchange.answer().success();
        }
        int status = Words.count(Words.first(expect.argument()), "the status of @expect");
        String code = Words.rest(expect.argument());
        return exchange -> exchange.answer().status() == status && (code.isEmpty() || code.equals(code(exchange)));
    }

    /** The code in a body of the envelope, null when there is none. */
    @Nullable
    String code(Exchange exchange) {
        return read(exchange).text(Slot.CODE);
    }

    /** A sentence's end: what came and what was expected. */
    String mismatch(Step step, Exchange exchange) {
        String wanted = step.directive(Kind.EXPECT).map(Directive::argument).orElse("a status of 2xx");
        return "answered " + describe(exchange) + ", not " + wanted
                + ". Correct the example, or write '# @expect' with what the step really answers.";
    }

    /** Status, code and the body's beginning. */
    String describe(Exchange exchange) {
        Answer answer = exchange.answer();
        String code = code(exchange);
        return answer.status()
                + (code == null ? "" : " " + code)
                + (answer.body().length == 0 ? "" : " (" + answer.beginning(200) + ")");
    }
}
