package dev.errata.catalog;

import dev.errata.core.Actor;
import dev.errata.core.Code;
import dev.errata.core.Condition;
import dev.errata.core.DetailType;
import dev.errata.core.RetryAdvice;
import dev.errata.core.Statuses;
import dev.errata.core.Surface;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one page: front matter here, the rest through {@link ProseReader}. */
final class PageReader {
    private static final String FENCE = "---";
    private static final String RETRY_WORDS = "never, reauthenticate, wait or backoff";
    private static final String ACTOR_WORDS = "caller, account-admin or operator";

    private final Path file;
    private final @Nullable Root root;
    private final Findings findings;

    PageReader(Path file, @Nullable Root root, Findings findings) {
        this.file = file;
        this.root = root;
        this.findings = findings;
    }

    Optional<Page> read(String text) {
        if (!text.startsWith(FENCE + "\n")) {
            findings.add(
                    Rule.PAGE_FRONT_MATTER,
                    file,
                    1,
                    "The page does not begin with '---'; its facts stand between two such lines at its top.");
            return Optional.empty();
        }
        int end = text.indexOf("\n" + FENCE + "\n", FENCE.length());
        if (end < 0) {
            findings.add(
                    Rule.PAGE_FRONT_MATTER, file, 1, "The second '---' is missing; it ends the facts of the page.");
            return Optional.empty();
        }
        String facts = text.substring(FENCE.length() + 1, end + 1);
        String body = text.substring(end + FENCE.length() + 2);
        int bodyOffset =
                (int) text.substring(0, end + FENCE.length() + 2).lines().count();
        String code = file.getFileName().toString().replaceAll("\\.md$", "");
        return YamlObject.parse(YamlObject.Kind.PAGE, file, 1, facts, findings)
                .map(yaml -> page(code, yaml, body, bodyOffset));
    }

    private Page page(String code, YamlObject yaml, String body, int bodyOffset) {
        Map<String, Long> limits = root == null ? Map.of() : root.limits();
        Limits fill = new Limits(file, limits, findings);
        Surface surface = yaml.choice("surface", Surface::named, "response, delivery-log or stream");
        boolean answers = surface == null || surface == Surface.RESPONSE;
        List<Page.Form> forms = new ArrayList<>();
        String title = yaml.required("title", "a short name of the error for people");
        if (title.endsWith(".")) {
            yaml.invalid("title", title, "one line without a period at its end");
        }
        forms.add(form(Code.MAIN, yaml, fill, answers));
        for (YamlObject variant : yaml.objects("variants", "a variant")) {
            String name = variant.required("name", "the variant's name");
            forms.add(form(name, variant, fill, answers));
            variant.done();
        }
        String waiver = waiver(yaml);
        String state = RootReader.orElse(yaml.text("state"), "active");
        if (!state.equals("active") && !state.equals("retired")) {
            yaml.invalid("state", state, "active or retired");
        }
        ProseReader prose = new ProseReader(file, bodyOffset, fill, findings).read(body);
        Page page = new Page(
                file,
                code,
                title,
                type(yaml),
                surface == null ? Surface.RESPONSE : surface,
                yaml.flag("platform"),
                yaml.choice("log", PageReader::level, "error, warn, info, debug or off"),
                List.copyOf(forms),
                details(yaml, fill),
                new AliasReader(root).read(yaml, answers),
                yaml.required("since", "the version that brings the code, in quotes"),
                state.equals("retired"),
                yaml.text("replaced-by"),
                waiver,
                prose.prose(),
                prose.examples());
        yaml.done();
        if (root != null) {
            ResponseCheck check = new ResponseCheck(root, page, findings);
            prose.shown().forEach(check::check);
        }
        return page;
    }

    private static Optional<Level> level(String word) {
        return switch (word) {
            case "error" -> Optional.of(Level.ERROR);
            case "warn" -> Optional.of(Level.WARNING);
            case "info" -> Optional.of(Level.INFO);
            case "debug" -> Optional.of(Level.DEBUG);
            case "off" -> Optional.of(Level.OFF);
            default -> Optional.empty();
        };
    }

    private Page.Form form(String name, YamlObject yaml, Limits limits, boolean answers) {
        // What stands in a delivery log or a stream is no answer, so it may be without a status.
        boolean none = !answers && !yaml.has("status");
        long status = none ? Page.NO_STATUS : yaml.number("status", 400, 599, "a status from 400 to 599");
        String word = yaml.required("retry", RETRY_WORDS);
        RetryAdvice retry = word.isEmpty() ? null : yaml.choice("retry", RetryAdvice::named, RETRY_WORDS);
        Actor actor = yaml.choice("actor", Actor::named, ACTOR_WORDS);
        String message = limits.fill(
                yaml.required("message", "one sentence that says what was observed"),
                yaml.at("message").line());
        List<Condition> raisedBy = new ArrayList<>();
        List<String> names = yaml.texts("raised-by");
        for (int i = 0; i < names.size(); i++) {
            Optional<Condition> condition = Condition.named(names.get(i));
            if (condition.isPresent()) {
                raisedBy.add(condition.get());
            } else {
                findings.add(
                        Rule.CONDITION_NAMED_ONCE,
                        yaml.at("raised-by", i),
                        "Found '" + names.get(i)
                                + "', which is no condition; `errata list --conditions` shows them all.");
            }
        }
        return new Page.Form(
                name,
                name.equals(Code.MAIN) ? yaml.at("status").line() : yaml.start().line(),
                (int) status,
                retry == null ? RetryAdvice.NEVER : retry,
                actor == null ? Actor.ofStatus((int) status) : actor,
                message,
                List.copyOf(raisedBy),
                statuses(yaml, raisedBy.isEmpty()));
    }

    private static Statuses statuses(YamlObject yaml, boolean raisedByNone) {
        List<String> members = yaml.textOrTexts("statuses");
        for (String member : members) {
            if (raisedByNone) {
                yaml.invalid(
                        "statuses",
                        member,
                        "none without raised-by:, because what the application throws has the status of its page");
                return Statuses.NONE;
            }
            if (!Statuses.isMember(member)) {
                yaml.invalid("statuses", member, "4xx, 5xx, or a list of these and of statuses from 400 to 599");
                return Statuses.NONE;
            }
        }
        return new Statuses(members);
    }

    private @Nullable String type(YamlObject yaml) {
        String type = yaml.text("type");
        if (root == null) {
            return type;
        }
        if (type == null && !root.types().isEmpty()) {
            findings.add(
                    Rule.PAGE_COMPLETE,
                    yaml.start(),
                    "'type:' is missing in the page; errata.yaml allows " + String.join(", ", root.types()) + ".");
        } else if (type != null && !root.types().contains(type)) {
            yaml.invalid(
                    "type",
                    type,
                    root.types().isEmpty()
                            ? "none, because errata.yaml has no types"
                            : String.join(", ", root.types()));
        }
        return type;
    }

    private static @Nullable String waiver(YamlObject yaml) {
        Optional<YamlObject> prove = yaml.object("prove", "prove");
        if (prove.isEmpty()) {
            return null;
        }
        String reason = prove.get().required("waiver", "the reason why no request can provoke the error");
        prove.get().done();
        return reason;
    }

    private List<Page.DetailDoc> details(YamlObject yaml, Limits limits) {
        List<Page.DetailDoc> details = new ArrayList<>();
        yaml.object("details", "details").ifPresent(object -> {
            for (String name : object.names()) {
                object.object(name, "the detail '" + name + "'")
                        .ifPresent(detail ->
                                details.add(detail(name, object.at(name).line(), detail, limits)));
            }
        });
        return List.copyOf(details);
    }

    private static Page.DetailDoc detail(String name, int line, YamlObject yaml, Limits limits) {
        String allowed = "string, integer, decimal, boolean, timestamp, strings, fields or any";
        String word = yaml.required("type", allowed);
        DetailType type = word.isEmpty() ? null : yaml.choice("type", DetailType::named, allowed);
        String fact = yaml.text("fact");
        if (fact != null && dev.errata.core.Fact.named(fact).isEmpty()) {
            yaml.invalid("fact", fact, "the name of a fact; `errata list --conditions` shows them");
        }
        Page.DetailDoc detail = new Page.DetailDoc(
                name,
                line,
                type == null ? DetailType.STRING : type,
                !yaml.flag("optional"),
                yaml.flag("sensitive"),
                fact == null ? name : fact,
                limits.fill(yaml.required("doc", "what the detail means"), line),
                example(yaml, limits));
        yaml.done();
        return detail;
    }

    private static @Nullable Object example(YamlObject yaml, Limits limits) {
        if (!yaml.has("example")) {
            yaml.required("example", "a value as it may come");
            return null;
        }
        Object tree = yaml.tree("example");
        if (tree instanceof String text && text.startsWith("{limits.") && text.endsWith("}")) {
            String filled = limits.fill(text, yaml.at("example").line());
            return filled.chars().allMatch(Character::isDigit) ? Long.valueOf(filled) : filled;
        }
        return tree;
    }
}
