package dev.errata.maven;

import dev.errata.catalog.CatalogSource;
import dev.errata.site.SiteGenerator;
import java.io.File;
import java.util.Locale;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Writes the documentation site into the resources, from where the service serves it. */
@Mojo(name = "site", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class SiteMojo extends CatalogMojo {
    /** Where the site is written; below it stands {@code META-INF/errata/<api>/site}. */
    @Parameter(defaultValue = "${project.build.directory}/generated-resources/errata-site")
    @SuppressWarnings("NullAway.Init")
    File site;

    /** Maven makes it. */
    public SiteMojo() {}

    @Override
    public void execute() throws MojoFailureException {
        CatalogSource source = cleanCatalog();
        String api = source.root().api().toLowerCase(Locale.ROOT).replace(' ', '-');
        write(site, () -> SiteGenerator.write(source, site.toPath().resolve("META-INF/errata/" + api + "/site")));
        Resource resource = new Resource();
        resource.setDirectory(site.getPath());
        project.addResource(resource);
        getLog().info("Wrote the pages of " + source.root().api() + " into " + site);
    }
}
