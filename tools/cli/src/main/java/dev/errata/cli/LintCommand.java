package dev.errata.cli;

import dev.errata.catalog.CatalogException;
import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Finding;
import dev.errata.catalog.Lint;
import dev.errata.catalog.Lock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata lint}. */
@Command(name = "lint", description = "Judges catalogs; with --write-lock it also writes their locks.")
final class LintCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(arity = "1..*", paramLabel = "<catalog>", description = "folders, or names of references")
    private List<String> catalogs = new ArrayList<>();

    @Option(names = "--write-lock", description = "writes catalog.lock.json of each catalog")
    private boolean writeLock;

    LintCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        int found = 0;
        int pages = 0;
        int unread = 0;
        for (String catalog : catalogs) {
            List<Finding> findings;
            @Nullable CatalogSource judged = null;
            try {
                CatalogSource source = shell.catalogs().read(catalog);
                judged = source;
                pages += source.pages().size();
                if (writeLock) {
                    Writing.to(
                            source.folder(),
                            "Let the lock of the catalog be written there.",
                            () -> shell.out().println("Wrote " + Lock.write(source)));
                }
                findings = Lint.check(source);
            } catch (CatalogException refused) {
                findings = refused.findings();
                unread += judged == null ? 1 : 0;
            }
            findings.forEach(finding -> shell.out().println(finding));
            found += findings.size();
        }
        shell.out()
                .println(Count.of(found, "finding") + " in " + where(pages, unread)
                        + (found == 0 ? "." : ". 'errata explain <RULE>' says more."));
        return found == 0 ? Errata.OK : Errata.FOUND;
    }

    /** A catalog that cannot be read has no number of pages. */
    private String where(int pages, int unread) {
        int read = catalogs.size() - unread;
        String judged = Count.of(pages, "page") + " of " + Count.of(read, "catalog");
        String left = Count.of(unread, "catalog") + " that cannot be read";
        return unread == 0 ? judged : read == 0 ? left : judged + " and " + left;
    }
}
