package dev.errata.catalog;

import dev.errata.core.Condition;
import dev.errata.core.Fact;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Every situation that the platform detects must have one answer that fits it. */
final class ConditionChecks implements Lint.Check {
    private record Answer(Page page, Page.Form form) {}

    @Override
    public void check(CatalogSource catalog, Findings findings) {
        Map<Condition, Answer> named = new EnumMap<>(Condition.class);
        for (Page page : catalog.active()) {
            for (Page.Form form : page.forms()) {
                for (Condition condition : form.raisedBy()) {
                    Answer other = named.put(condition, new Answer(page, form));
                    if (other != null) {
                        findings.add(
                                Rule.CONDITION_NAMED_ONCE,
                                page.file(),
                                form.line(),
                                condition.id() + " is named here and on the page of "
                                        + other.page().code() + "; one page answers a condition.");
                    }
                }
            }
        }
        for (Condition condition : Condition.values()) {
            resolve(condition, named, catalog, findings);
        }
    }

    private static void resolve(
            Condition condition, Map<Condition, Answer> named, CatalogSource catalog, Findings findings) {
        Condition at = condition;
        while (at != null && !named.containsKey(at)) {
            at = at.parent();
        }
        if (at == null) {
            if (condition.parent() == null) {
                findings.add(
                        Rule.CONDITION_ROOTS,
                        Position.of(catalog.root().file()),
                        "No page answers '" + condition.id() + "'; name it in raised-by: of a page with status "
                                + condition.status() + ", or no refusal of this kind would have a code.");
            }
            return;
        }
        Answer answer = named.get(at);
        if (answer == null) {
            return;
        }
        if (at != condition && !answer.form().answersWith(condition.status())) {
            findings.add(
                    Rule.CONDITION_STATUS,
                    answer.page().file(),
                    answer.form().line(),
                    condition.id() + " is " + condition.status() + " in HTTP, but falls back to this page with status "
                            + answer.form().status() + ", because no page names it. Name it on a page or variant with"
                            + " status " + condition.status() + ", or here, if that is what you want; `statuses: ["
                            + condition.status()
                            + "]` on this page keeps HTTP's.");
        }
        facts(condition, answer, findings);
    }

    private static void facts(Condition condition, Answer answer, Findings findings) {
        for (Page.DetailDoc detail : answer.page().details()) {
            Optional<Fact> fact = Fact.named(detail.fact());
            boolean supplied = fact.isPresent() && condition.supplies(fact.get());
            if (answer.form().needs(detail) && !supplied) {
                String needed = detail.required()
                        ? "required"
                        : "in the message of " + answer.form().name();
                String mend = detail.required() ? "Make it optional" : "Take it out of the message";
                findings.add(
                        Rule.CONDITION_FACTS,
                        answer.page().file(),
                        detail.required() ? detail.line() : answer.form().line(),
                        "The detail '" + detail.name() + "' is " + needed + ", but " + condition.id()
                                + ", which this page answers, "
                                + "does not know it. " + mend + ", or name another fact in 'fact:'; "
                                + known(condition));
            } else if (supplied
                    && fact.get().type() != detail.type()
                    && detail.type() != dev.errata.core.DetailType.ANY) {
                findings.add(
                        Rule.CONDITION_FACTS,
                        answer.page().file(),
                        detail.line(),
                        "The detail '" + detail.name() + "' is " + detail.type().word() + ", but the fact '"
                                + fact.get().id() + "' is " + fact.get().type().word() + ".");
            }
        }
    }

    private static String known(Condition condition) {
        StringBuilder known = new StringBuilder();
        for (Fact fact : Fact.values()) {
            if (condition.supplies(fact)) {
                known.append(known.isEmpty() ? "" : ", ").append(fact.id());
            }
        }
        return known.isEmpty() ? "it knows no facts." : "it knows " + known + ".";
    }
}
