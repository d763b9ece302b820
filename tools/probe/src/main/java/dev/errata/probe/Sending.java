package dev.errata.probe;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Directive.Kind;
import dev.errata.catalog.Example.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Sends one step as often as its directives say. */
final class Sending {
    private final Wire wire;
    private final Requests requests;
    private final Variables variables;
    private final Expectations expectations;
    private final Consumer<Exchange> watch;

    Sending(Wire wire, Requests requests, Variables variables, Expectations expectations, Consumer<Exchange> watch) {
        this.wire = wire;
        this.requests = requests;
        this.variables = variables;
        this.expectations = expectations;
        this.watch = watch;
    }

    /** Sends it and answers the exchange that counts; that of a preparing step is as expected. */
    Exchange send(Step step, boolean provoking, Predicate<Exchange> wanted) {
        if (step.directive(Kind.PARALLEL).isPresent()) {
            return parallel(step, argument(step, Kind.PARALLEL), wanted);
        }
        if (step.directive(Kind.UNTIL).isPresent()) {
            return until(step, argument(step, Kind.UNTIL), provoking);
        }
        Predicate<Exchange> asExpected = expectations.of(step);
        Exchange last = repeat(step, asExpected);
        if (!provoking) {
            demand(step, asExpected, last);
        }
        return last;
    }

    private Exchange repeat(Step step, Predicate<Exchange> asExpected) {
        int times = step.directive(Kind.REPEAT)
                .map(repeat -> Words.count(variables.fill(repeat.argument(), null), "@repeat"))
                .orElse(1);
        for (int i = 1; i < times; i++) {
            Exchange exchange = one(requests.of(step));
            if (!asExpected.test(exchange)) {
                throw StepFailed.setup(
                        "repetition " + i + " of " + times + " " + expectations.mismatch(step, exchange), exchange);
            }
        }
        return one(requests.of(step));
    }

    private Exchange until(Step step, String argument, boolean provoking) {
        int status = Words.count(Words.first(argument), "the status of @until");
        String bound = Words.rest(argument);
        int most = bound.isEmpty() ? 1000 : Words.count(bound.replaceFirst("^max\\s+", ""), "max of @until");
        Exchange exchange = one(requests.of(step));
        for (int i = 1; i < most && exchange.answer().status() != status; i++) {
            exchange = one(requests.of(step));
        }
        if (!provoking && exchange.answer().status() != status) {
            throw StepFailed.setup(
                    "the step did not answer " + status + " within " + most + " requests; the last one " + "answered "
                            + expectations.describe(exchange) + ".",
                    exchange);
        }
        return exchange;
    }

    private Exchange parallel(Step step, String argument, Predicate<Exchange> wanted) {
        int count = Words.count(argument, "@parallel");
        List<Sent> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bodies.add(requests.of(step));
        }
        List<Exchange> exchanges = new Volley(wire).send(bodies);
        exchanges.forEach(watch);
        return exchanges.stream()
                .filter(exchange -> wanted.test(exchange))
                .findFirst()
                .or(() -> exchanges.stream()
                        .filter(exchange -> !exchange.answer().success())
                        .findFirst())
                .orElse(exchanges.get(exchanges.size() - 1));
    }

    private void demand(Step step, Predicate<Exchange> asExpected, Exchange exchange) {
        if (!asExpected.test(exchange)) {
            throw StepFailed.setup("the preparing step " + expectations.mismatch(step, exchange), exchange);
        }
    }

    private String argument(Step step, Kind kind) {
        return variables.fill(step.directive(kind).map(Directive::argument).orElse(""), null);
    }

    private Exchange one(Sent request) {
        try {
            Exchange exchange = wire.send(request);
            watch.accept(exchange);
            return exchange;
        } catch (IOException none) {
            throw StepFailed.unreachable(String.valueOf(none.getMessage()));
        }
    }
}
