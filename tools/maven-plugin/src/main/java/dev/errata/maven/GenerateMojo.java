package dev.errata.maven;

import dev.errata.catalog.CatalogSource;
import dev.errata.generate.ClientGenerator;
import dev.errata.generate.JavaGenerator;
import java.io.File;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Writes the typed factories of the catalog and adds them to the compilation. */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends CatalogMojo {
    /** The package of the generated class. */
    @Parameter(required = true)
    @SuppressWarnings("NullAway.Init")
    String packageName;

    /** Where the source is written. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/errata")
    @SuppressWarnings("NullAway.Init")
    File sources;

    /** Where the entry is written by which a server finds the catalog. */
    @Parameter(defaultValue = "${project.build.directory}/generated-resources/errata")
    @SuppressWarnings("NullAway.Init")
    File resources;

    /** Whether what callers of the API need is generated, and not what its server needs. */
    @Parameter(defaultValue = "false")
    boolean client;

    /** Maven makes it. */
    public GenerateMojo() {}

    @Override
    public void execute() throws MojoFailureException {
        CatalogSource source = cleanCatalog();
        JavaGenerator factories = new JavaGenerator(source, packageName);
        project.addCompileSourceRoot(sources.getPath());
        if (client) {
            write(sources, () -> {
                factories.writeSource(sources.toPath());
                new ClientGenerator(source, packageName).write(sources.toPath());
            });
        } else {
            write(sources, () -> factories.write(sources.toPath(), resources.toPath()));
            Resource resource = new Resource();
            resource.setDirectory(resources.getPath());
            project.addResource(resource);
        }
        getLog().info("Generated " + source.active().size() + " codes of "
                + source.root().api() + " into " + sources);
    }
}
