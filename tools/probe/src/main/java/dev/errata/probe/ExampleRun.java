package dev.errata.probe;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Directive.Kind;
import dev.errata.catalog.Example;
import dev.errata.catalog.Example.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sends the steps of one example, in order. Used once, by one thread. */
final class ExampleRun {
    private final Control control;
    private final Settings settings;
    private final Expectations expectations;
    private final Variables variables;
    private final Sending sending;
    private @Nullable Receiver receiver;

    ExampleRun(Wire wire, Control control, Settings settings, Expectations expectations, Consumer<Exchange> watch) {
        this.control = control;
        this.settings = settings;
        this.expectations = expectations;
        this.variables = new Variables(control::now);
        this.sending = new Sending(wire, new Requests(variables, control), variables, expectations, exchange -> {
            control.renew();
            watch.accept(exchange);
        });
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
            control.release();
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
            throw failed.at(step.line());
        }
    }

    private void prepare(Example example) {
        settings.variables().forEach(variables::put);
        variables.put("base", settings.baseUrl());
        String fixture = settings.fixture();
        if (fixture != null && control.exists()) {
            keep(fixture, control.fixture(fixture, Map.of()));
        }
        if (example.steps().stream()
                .flatMap(step -> step.directives(Kind.NEEDS).stream())
                .anyMatch(need -> need.argument().equals("receiver"))) {
            receiver = new Receiver();
            variables.name("receiver", receiver.variables());
        }
    }

    private void keep(String fixture, Map<String, Object> made) {
        made.forEach(variables::put);
        variables.name(fixture, made);
    }

    private Exchange step(Step step, boolean provoking, Predicate<Exchange> wanted) {
        for (Directive directive : step.directives()) {
            before(directive);
        }
        Exchange last = sending.send(step, provoking, wanted);
        capture(step, last);
        return last;
    }

    private void before(Directive directive) {
        switch (directive.kind()) {
            case FIXTURE -> {
                String argument = variables.fill(directive.argument(), null);
                String name = Words.first(argument);
                keep(name, control.fixture(name, Words.pairs(Words.rest(argument))));
            }
            case ADVANCE -> control.advance(Words.duration(variables.fill(directive.argument(), null)));
            case WAIT -> sleep(Words.duration(variables.fill(directive.argument(), null)));
            default -> {
                // belongs to the request itself
            }
        }
    }

    private void capture(Step step, Exchange exchange) {
        Answer answer = exchange.answer();
        String name = step.name();
        Object json = answer.json();
        if (name != null && json != null) {
            variables.name(name, json);
        }
        for (Directive capture : step.directives(Kind.CAPTURE)) {
            String[] parts = capture.argument().split("=", 2);
            String source = parts.length < 2 ? "" : parts[1].trim();
            @Nullable
            Object value = source.startsWith("header ")
                    ? answer.header(source.substring(7).trim()).orElse(null)
                    : Json.at(json, source);
            if (source.isEmpty() || value == null) {
                throw StepFailed.setup(
                        "'# @capture " + capture.argument() + "' found nothing in the answer "
                                + expectations.describe(exchange)
                                + ". Write '# @capture name = $.path' or '# @capture name = header Name'.",
                        exchange);
            }
            variables.put(parts[0].trim(), value);
        }
    }

    private void sleep(Duration wait) {
        try {
            Duration left = wait;
            while (left.compareTo(control.patience()) > 0) {
                TimeUnit.MILLISECONDS.sleep(control.patience().toMillis());
                left = left.minus(control.patience());
                control.renew();
            }
            TimeUnit.MILLISECONDS.sleep(left.toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw StepFailed.setup("the run was interrupted.");
        }
    }
}
