package dev.errata.cli;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.core.Condition;
import dev.errata.core.ToolError;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata list}. */
@Command(name = "list", description = "Lists the codes of a catalog, the conditions, or the references.")
final class ListCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "<catalog>", description = "a folder, or the name of a reference")
    private @Nullable String catalog;

    @Option(names = "--conditions", description = "the conditions, and the page that answers each")
    private boolean conditions;

    ListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        @Nullable
        CatalogSource source = catalog == null ? null : shell.catalogs().read(catalog);
        if (conditions) {
            conditions(source);
        } else if (source == null) {
            references();
        } else {
            codes(source);
        }
        return Errata.OK;
    }

    private void references() {
        if (shell.catalogs().names().isEmpty()) {
            throw new CliException(
                    ToolError.CATALOG_NOT_FOUND,
                    "There is no reference below "
                            + shell.catalogs().home().resolve("references").toAbsolutePath()
                            + ". Name the folder of a catalog, as in 'errata list errors'.");
        }
        shell.catalogs().names().forEach(shell.out()::println);
    }

    private void codes(CatalogSource source) {
        List<Page> contract =
                source.pages().stream().filter(page -> !page.platform()).toList();
        List<Page> platform = source.pages().stream().filter(Page::platform).toList();
        Table table = new Table().row("CODE", "STATUS", "RETRY", "TITLE");
        contract.forEach(page -> row(table, page));
        platform.forEach(page -> row(table, page));
        table.print(shell.out(), "");
        shell.out().println();
        shell.out()
                .println(Count.of(contract.size(), "code") + " of "
                        + source.root().api()
                        + (platform.isEmpty() ? "" : " and " + platform.size() + " of the platform"));
    }

    private static void row(Table table, Page page) {
        table.row(
                page.code(),
                page.forms().stream().map(Page.Form::shownStatus).distinct().collect(Collectors.joining(",")),
                page.forms().stream()
                        .map(form -> form.retry().word())
                        .distinct()
                        .collect(Collectors.joining(",")),
                page.title() + (page.retired() ? " (retired)" : page.platform() ? " (platform)" : ""));
    }

    private void conditions(@Nullable CatalogSource source) {
        Table table = new Table();
        if (source == null) {
            table.row("CONDITION", "STATUS", "FACTS");
        } else {
            table.row("CONDITION", "STATUS", "ANSWERED BY", "FACTS");
        }
        for (Condition condition : Condition.values()) {
            String name = "  ".repeat(Conditions.depth(condition)) + condition.id();
            String status = Integer.toString(condition.status());
            if (source == null) {
                table.row(name, status, Conditions.facts(condition));
            } else {
                table.row(name, status, Conditions.answer(source, condition), Conditions.facts(condition));
            }
        }
        table.print(shell.out(), "");
    }
}
