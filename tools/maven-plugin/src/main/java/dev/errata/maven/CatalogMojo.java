package dev.errata.maven;

import dev.errata.catalog.CatalogException;
import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Finding;
import dev.errata.catalog.Lint;
import dev.errata.core.ToolError;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Objects;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What every goal needs: the project and a catalog without findings. */
abstract class CatalogMojo extends AbstractMojo {
    /** The folder that holds {@code errata.yaml}. */
    @Parameter(property = "errata.catalog", defaultValue = "${project.basedir}/errors")
    @SuppressWarnings("NullAway.Init")
    protected File catalog;

    /** The project, given by Maven. */
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    protected MavenProject project;

    /** Reads the catalog; every finding is printed as an error of its file and line. */
    protected final CatalogSource cleanCatalog() throws MojoFailureException {
        if (!new File(catalog, "errata.yaml").isFile()) {
            throw new MojoFailureException(ToolError.CATALOG_NOT_FOUND.tell("There is no catalog at " + catalog
                    + ", no errata.yaml in it. Write one with `errata new errors --api <name>` beside the pom.xml, or say"
                    + " where it is with <catalog> in the configuration of errata-maven-plugin."));
        }
        try {
            return Lint.clean(catalog.toPath());
        } catch (CatalogException e) {
            for (Finding finding : e.findings()) {
                getLog().error(finding.toString());
            }
            throw new MojoFailureException(ToolError.CATALOG_UNUSABLE.tell(
                    "The catalog in " + catalog + " has " + e.findings().size()
                            + (e.findings().size() == 1 ? " mistake" : " mistakes")
                            + ", listed above; `errata explain <RULE>` tells more about a rule."));
        }
    }

    /** Something that writes files. */
    interface Work {
        void run() throws IOException;
    }

    /** Makes the folder and writes files below it. */
    protected final void write(File folder, Work work) throws MojoFailureException {
        try {
            Files.createDirectories(folder.toPath());
            work.run();
        } catch (IOException refused) {
            throw unwritable(folder, refused);
        } catch (UncheckedIOException refused) {
            throw unwritable(folder, Objects.requireNonNull(refused.getCause()));
        }
    }

    private static MojoFailureException unwritable(File folder, IOException refused) {
        return new MojoFailureException(
                ToolError.FILE_UNUSABLE.tell(folder + " cannot be written: " + refused
                        + ". Let the build write there, or move what is in its place."),
                refused);
    }
}
