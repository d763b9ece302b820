package dev.errata.cli;

import dev.errata.catalog.CatalogException;
import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.catalog.Rule;
import dev.errata.catalog.RulePages;
import dev.errata.core.Condition;
import dev.errata.core.ToolError;
import dev.errata.probe.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata explain}. */
@Command(name = "explain", description = "Shows the page of a code, rule, condition or error of our tools.")
final class ExplainCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "<name>",
            description = "a code or an earlier name of it, a rule, a condition, or an error of our tools")
    private String name = "";

    @Option(
            names = "--catalog",
            paramLabel = "<catalog>",
            description = "where to look; in every reference unless given")
    private List<String> catalogs = new ArrayList<>();

    ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<CatalogSource> sources = sources();
        boolean found = false;
        for (CatalogSource source : sources) {
            for (Page page : source.pages()) {
                if (page.code().equalsIgnoreCase(name)
                        || page.earlierNames().stream().anyMatch(name::equalsIgnoreCase)) {
                    new PageText(shell.out(), source, page).print();
                    found = true;
                }
            }
        }
        Optional<Rule> rule = Arrays.stream(Rule.values())
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst();
        rule.ifPresent(each -> shell.out().print(RulePages.of(each)));
        Optional<ToolError> error = Arrays.stream(ToolError.values())
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst();
        error.ifPresent(each -> shell.out().print(ToolErrorPages.of(each)));
        Optional<Condition> condition = Condition.named(name.toLowerCase(Locale.ROOT));
        condition.ifPresent(each -> condition(each, sources));
        if (!found && rule.isEmpty() && error.isEmpty() && condition.isEmpty()) {
            throw new CliException(
                    ToolError.NAME_UNKNOWN,
                    "No code, rule, condition or error of our tools is called '" + name + "'."
                            + Nearest.question(name, names(sources)) + " Codes were looked for in "
                            + (sources.isEmpty()
                                    ? "no catalog, since there is none"
                                    : String.join(
                                            ", ",
                                            sources.stream()
                                                    .map(source -> source.root().api())
                                                    .toList()))
                            + ". 'errata list <catalog>' prints codes, 'errata list --conditions' conditions; "
                            + "--catalog looks elsewhere.");
        }
        return Errata.OK;
    }

    /** All that can be explained. */
    private static List<String> names(List<CatalogSource> sources) {
        List<String> names = new ArrayList<>();
        sources.forEach(source -> source.pages().forEach(page -> {
            names.add(page.code());
            names.addAll(page.earlierNames());
        }));
        Arrays.stream(Rule.values()).map(Rule::name).forEach(names::add);
        Arrays.stream(ToolError.values()).map(ToolError::name).forEach(names::add);
        Arrays.stream(Condition.values()).map(Condition::id).forEach(names::add);
        return names;
    }

    private List<CatalogSource> sources() {
        List<CatalogSource> sources = new ArrayList<>();
        if (!catalogs.isEmpty()) {
            catalogs.forEach(catalog -> sources.add(shell.catalogs().read(catalog)));
            return sources;
        }
        for (String reference : shell.catalogs().names()) {
            try {
                sources.add(shell.catalogs().read(reference));
            } catch (CatalogException unreadable) {
                shell.err()
                        .println(ToolError.CATALOG_UNUSABLE.tell("errata explain: left out " + reference
                                + ", whose catalog cannot be read; 'errata lint " + reference + "' says why."));
            }
        }
        return sources;
    }

    private void condition(Condition condition, List<CatalogSource> sources) {
        shell.out().println(condition.id() + ": a condition that the platform detects");
        shell.out().println();
        Table table = new Table().row("Status", Integer.toString(condition.status()));
        String facts = Conditions.facts(condition);
        table.row("Facts", facts.isEmpty() ? "none" : facts);
        Condition parent = condition.parent();
        table.row("Parent", parent == null ? "none: every catalog must answer it" : parent.id());
        sources.forEach(source -> table.row(source.root().api(), Conditions.answer(source, condition)));
        table.print(shell.out(), "");
    }
}
