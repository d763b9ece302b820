package dev.errata.probe;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Directive.Kind;
import dev.errata.catalog.Example;
import dev.errata.catalog.Example.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sends the steps of one example, in order. Used once, by one thread. */
final class ExampleRun {
    private final Wire wire;
    private final Control control;
    private final Settings settings;
    private final Expectations expectations;
    private final Consumer<Exchange> watch;
    private final Variables variables;
    private final Requests requests;
    private @Nullable Receiver receiver;

    ExampleRun(Wire wire, Control control, Settings settings, Expectations expectations, Consumer<Exchange> watch) {
        this.wire = wire;
        this.control = control;
        this.settings = settings;
        this.expectations = expectations;
        this.watch = watch;
        this.variables = new Variables(control::now);
        this.requests = new Requests(variables, control);
    }

    /**
     * Runs the example and answers its last exchange.
     *
     * @param wanted tells the answer that the last request should provoke
     * @throws StepFailed when it cannot be run to its end, with the line of the step in the message
     */
    Exchange run(Example example, Predicate<Exchange> wanted) {
        try {
            prepare(example);
            Exchange last = null;
            int remaining = example.steps().size();
            for (Step step : example.steps()) {
                boolean provoking = --remaining == 0;
                last = locate(step, () -> step(step, provoking, wanted));
            }
            return Objects.requireNonNull(last);
        } finally {
            if (receiver != null) {
                receiver.close();
            }
        }
    }

    private interface Work {
        Exchange run();
    }

    private Exchange locate(Step step, Work work) {
        try {
            return work.run();
        } catch (StepFailed failed) {
            throw new StepFailed(failed.verdict(), "Line " + step.line() + ": " + failed.getMessage());
        }
    }

    private void prepare(Example example) {
        variables.put("base", settings.baseUrl());
        settings.variables().forEach(variables::put);
        String fixture = settings.fixture();
        if (fixture != null && control.exists()) {
            keep(fixture, control.fixture(fixture, Map.of()));
        }
        if (example.steps().stream()
                .flatMap(step -> step.directives(Kind.NEEDS).stream())
                .anyMatch(need -> need.argument().equals("receiver"))) {
            receiver = new Receiver();
            variables.put("receiver", receiver.variables());
        }
    }

    private void keep(String fixture, Map<String, Object> made) {
        made.forEach(variables::put);
        variables.put(fixture, made);
    }

    private Exchange step(Step step, boolean provoking, Predicate<Exchange> wanted) {
        for (Directive directive : step.directives()) {
            before(directive);
        }
        Predicate<Exchange> asExpected = expectations.of(step);
        Exchange last;
        if (step.directive(Kind.PARALLEL).isPresent()) {
            last = parallel(step, argument(step, Kind.PARALLEL), wanted);
        } else if (step.directive(Kind.UNTIL).isPresent()) {
            last = until(step, argument(step, Kind.UNTIL), provoking);
        } else {
            last = repeat(step, asExpected);
        }
        boolean judgedHere = !provoking
                && step.directive(Kind.PARALLEL).isEmpty()
                && step.directive(Kind.UNTIL).isEmpty();
        if (judgedHere) {
            demand(step, asExpected, last);
        }
        capture(step, last);
        return last;
    }

    private void before(Directive directive) {
        String argument = variables.fill(directive.argument(), null);
        switch (directive.kind()) {
            case FIXTURE -> {
                String name = Words.first(argument);
                keep(name, control.fixture(name, Words.pairs(Words.rest(argument))));
            }
            case ADVANCE -> control.advance(Words.duration(argument));
            case WAIT -> sleep(Words.duration(argument).toMillis());
            default -> {
                // belongs to the request itself
            }
        }
    }

    private Exchange repeat(Step step, Predicate<Exchange> asExpected) {
        int times = step.directive(Kind.REPEAT)
                .map(repeat -> Words.count(variables.fill(repeat.argument(), null), "@repeat"))
                .orElse(1);
        for (int i = 1; i < times; i++) {
            Exchange exchange = send(requests.of(step));
            if (!asExpected.test(exchange)) {
                throw StepFailed.setup(
                        "repetition " + i + " of " + times + " " + expectations.mismatch(step, exchange));
            }
        }
        return send(requests.of(step));
    }

    private Exchange until(Step step, String argument, boolean provoking) {
        int status = Words.count(Words.first(argument), "the status of @until");
        String bound = Words.rest(argument);
        int most = bound.isEmpty() ? 1000 : Words.count(bound.replaceFirst("^max\\s+", ""), "max of @until");
        Exchange exchange = send(requests.of(step));
        for (int i = 1; i < most && exchange.answer().status() != status; i++) {
            exchange = send(requests.of(step));
        }
        if (!provoking && exchange.answer().status() != status) {
            throw StepFailed.setup("the step did not answer " + status + " within " + most + " requests; the last one "
                    + "answered " + expectations.describe(exchange) + ".");
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
            throw StepFailed.setup("the preparing step " + expectations.mismatch(step, exchange));
        }
    }

    private void capture(Step step, Exchange exchange) {
        Answer answer = exchange.answer();
        String name = step.name();
        Object json = answer.json();
        if (name != null && json != null) {
            variables.put(name, json);
        }
        for (Directive capture : step.directives(Kind.CAPTURE)) {
            String[] parts = capture.argument().split("=", 2);
            String source = parts.length < 2 ? "" : parts[1].trim();
            @Nullable
            Object value = source.startsWith("header ")
                    ? answer.header(source.substring(7).trim()).orElse(null)
                    : Json.at(json, source);
            if (source.isEmpty() || value == null) {
                throw StepFailed.setup("'# @capture " + capture.argument() + "' found nothing in the answer "
                        + expectations.describe(exchange)
                        + ". Write '# @capture name = $.path' or '# @capture name = header Name'.");
            }
            variables.put(parts[0].trim(), value);
        }
    }

    private String argument(Step step, Kind kind) {
        return variables.fill(step.directive(kind).map(Directive::argument).orElse(""), null);
    }

    private Exchange send(Sent request) {
        try {
            Exchange exchange = wire.send(request);
            watch.accept(exchange);
            return exchange;
        } catch (IOException none) {
            throw new StepFailed(Verdict.UNREACHABLE, String.valueOf(none.getMessage()));
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw StepFailed.setup("the run was interrupted.");
        }
    }
}
