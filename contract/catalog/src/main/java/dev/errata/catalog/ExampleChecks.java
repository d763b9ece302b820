package dev.errata.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every form must have a request that provokes it. */
final class ExampleChecks implements Lint.Check {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{(.*?)(\\}\\}|\\n|$)");
    private static final Pattern NAME = Pattern.compile("\\$?[A-Za-z_][A-Za-z0-9_.+\\[\\]-]*");

    @Override
    public void check(CatalogSource catalog, Findings findings) {
        for (Page page : catalog.active()) {
            for (Page.Form form : page.forms()) {
                if (page.waiver() == null && page.example(form.name()).isEmpty()) {
                    findings.add(
                            Rule.EXAMPLE_PRESENT,
                            page.file(),
                            form.line(),
                            form.name().equals("main")
                                    ? "The page has no example; write an http fence under '## Example' that provokes the error,"
                                            + " or a reason under prove: { waiver: … }."
                                    : "The variant '" + form.name() + "' has no example; write its http fences under"
                                            + " '### Variant: " + form.name() + "'.");
                }
            }
            for (Example example : page.examples()) {
                check(page, example, findings);
            }
        }
    }

    private static void check(Page page, Example example, Findings findings) {
        if (page.forms().stream().noneMatch(form -> form.name().equals(example.form()))) {
            findings.add(
                    Rule.EXAMPLE_PRESENT,
                    page.file(),
                    example.steps().get(0).line(),
                    "This example is for the variant '" + example.form() + "', which the page does not have.");
        }
        for (Example.Step step : example.steps()) {
            Matcher variables = VARIABLE.matcher(step.text());
            while (variables.find()) {
                if (!NAME.matcher(variables.group(1)).matches()
                        || !variables.group(2).equals("}}")) {
                    findings.add(
                            Rule.EXAMPLE_REQUEST,
                            page.file(),
                            step.line(),
                            "Found '" + variables.group().trim()
                                    + "', which is no variable; write {{name}} or {{step.member}}.");
                }
            }
        }
    }
}
