package dev.errata.catalog;

import dev.errata.core.MessageTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What must hold of messages. */
final class MessageChecks {
    private static final Set<String> PHRASES = Set.of(
            "bad request",
            "unauthorized",
            "forbidden",
            "not found",
            "method not allowed",
            "conflict",
            "gone",
            "unprocessable entity",
            "too many requests",
            "internal server error",
            "service unavailable",
            "an error occurred",
            "something went wrong");
    private static final List<String> BANNED = List.of(
            "did you mean", "exception", "stack trace", "nullpointer", "oops", "unknown error", "undefined", "please");

    void placeholders(CatalogSource catalog, Findings findings) {
        for (Page page : catalog.pages()) {
            for (Page.Form form : page.forms()) {
                try {
                    for (String name : MessageTemplate.parse(form.message()).placeholders()) {
                        placeholder(name, page, form, findings);
                    }
                } catch (IllegalArgumentException e) {
                    findings.add(
                            Rule.MESSAGE_TEMPLATE,
                            page.file(),
                            form.line(),
                            "The message of " + form.name() + " is no template: " + e.getMessage()
                                    + "; {name} is a placeholder.");
                }
            }
        }
    }

    private static void placeholder(String name, Page page, Page.Form form, Findings findings) {
        Optional<Page.DetailDoc> detail =
                page.details().stream().filter(d -> d.name().equals(name)).findFirst();
        String problem = null;
        if (detail.isEmpty()) {
            problem = "is no detail of the page; its details are "
                    + page.details().stream().map(Page.DetailDoc::name).toList();
        } else if (detail.get().sensitive()) {
            problem = "is sensitive and may not reach a message";
        }
        if (problem != null) {
            findings.add(
                    Rule.MESSAGE_PLACEHOLDER,
                    page.file(),
                    form.line(),
                    "The placeholder {" + name + "} in the message of " + form.name() + " " + problem + ".");
        }
    }

    void wording(CatalogSource catalog, Findings findings) {
        for (Page page : catalog.pages()) {
            for (Page.Form form : page.forms()) {
                String plain = plain(form.message());
                if (PHRASES.contains(plain)) {
                    refuse(page, form, "repeats the status; say what was observed and what to do.", findings);
                } else if (plain.equals(plain(page.title()))) {
                    refuse(page, form, "repeats the title; say what was observed and what to do.", findings);
                }
                for (String banned : BANNED) {
                    if (plain.contains(banned)) {
                        findings.add(
                                Rule.MESSAGE_TEMPLATE,
                                page.file(),
                                form.line(),
                                "The message contains '" + banned
                                        + "'; it speaks to the caller, without guesses and without"
                                        + " words of the program.");
                    }
                }
            }
        }
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("(?<![.!])[.!]++$", "").trim();
    }

    private static void refuse(Page page, Page.Form form, String why, Findings findings) {
        findings.add(Rule.MESSAGE_TEMPLATE, page.file(), form.line(), "The message '" + form.message() + "' " + why);
    }
}
