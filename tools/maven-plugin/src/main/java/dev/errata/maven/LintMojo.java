package dev.errata.maven;

import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Fails the build when the catalog breaks a rule. */
@Mojo(name = "lint", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class LintMojo extends CatalogMojo {
    /** Maven makes it. */
    public LintMojo() {}

    @Override
    public void execute() throws MojoFailureException {
        getLog().info("The catalog of " + cleanCatalog().root().api() + " is clean");
    }
}
