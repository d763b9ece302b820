package dev.errata.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalsTest {
    private final RecordingLog log = new RecordingLog();
    private final MavenProject project = new MavenProject();

    @TempDir
    private Path folder;

    private Path catalog;

    @BeforeEach
    void writeCatalog() throws IOException {
        catalog = ShopCatalog.write(folder.resolve("errors"));
    }

    private <M extends CatalogMojo> M prepared(M goal) {
        goal.catalog = catalog.toFile();
        goal.project = project;
        goal.setLog(log);
        return goal;
    }

    private GenerateMojo generate() {
        GenerateMojo goal = prepared(new GenerateMojo());
        goal.packageName = "com.example.shop";
        goal.sources = folder.resolve("sources").toFile();
        goal.resources = folder.resolve("resources").toFile();
        return goal;
    }

    private SiteMojo site() {
        SiteMojo goal = prepared(new SiteMojo());
        goal.site = folder.resolve("site").toFile();
        return goal;
    }

    @Test
    void generateAddsTheFactoriesAndTheEntryOfTheServiceToTheBuild() throws Exception {
        generate().execute();

        assertThat(folder.resolve("sources/com/example/shop/CornerShopErrors.java"))
                .content()
                .contains("package com.example.shop;", "class CornerShopErrors");
        assertThat(folder.resolve("resources/META-INF/services/dev.errata.core.CatalogProvider"))
                .hasContent("com.example.shop.CornerShopErrors$Provider");
        assertThat(project.getCompileSourceRoots())
                .containsExactly(folder.resolve("sources").toString());
        assertThat(project.getResources())
                .extracting(Resource::getDirectory)
                .containsExactly(folder.resolve("resources").toString());
        assertThat(log.infos).containsExactly("Generated 8 codes of Corner Shop into " + folder.resolve("sources"));
        assertThat(log.errors).isEmpty();
    }

    @Test
    void siteAddsThePagesToTheResourcesWhereTheServiceFindsThem() throws Exception {
        site().execute();

        Path pages = folder.resolve("site/META-INF/errata/corner-shop/site");
        assertThat(pages.resolve("index.html")).content().contains("Corner Shop");
        assertThat(pages.resolve("E409.html")).content().contains("Answer 409");
        assertThat(project.getResources())
                .extracting(Resource::getDirectory)
                .containsExactly(folder.resolve("site").toString());
        assertThat(log.infos).containsExactly("Wrote the pages of Corner Shop into " + folder.resolve("site"));
    }

    @Test
    void lintSaysThatACleanCatalogIsClean() throws Exception {
        prepared(new LintMojo()).execute();

        assertThat(log.infos).containsExactly("The catalog of Corner Shop is clean");
        assertThat(log.errors).isEmpty();
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(catalog));
    }

    @Test
    void everyMistakeIsAnErrorWithItsPlaceAndTheirNumberFailsTheBuild() throws IOException {
        ShopCatalog.spoil(catalog, "E409.md", "title: Answer 409", "title: Answer 409.");
        ShopCatalog.spoil(catalog, "E403.md", "## Fix", "## Repair");

        assertThatThrownBy(prepared(new LintMojo())::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("The catalog in " + catalog
                        + " has 3 mistakes, listed above; `errata explain <RULE>` tells more about a rule."
                        + " See docs/errors.md#catalog_unusable");
        assertThat(log.errors)
                .containsExactlyInAnyOrder(
                        catalog
                                + "/codes/E403.md:9: '## Fix' is missing or empty; a page has Cause and Fix, then Example."
                                + " [PAGE_HEADINGS]",
                        catalog + "/codes/E403.md:12: Found '## Repair' here; the headings are Cause, Fix, Example,"
                                + " Response, Notes, in this order, each once. [PAGE_HEADINGS]",
                        catalog + "/codes/E409.md:3:8: Found 'Answer 409.' as 'title:' of the page; allowed is one line"
                                + " without a period at its end. [VALUE_VALID]");
    }

    @Test
    void oneMistakeIsCountedAsOneByEveryGoalAndNothingIsWritten() throws IOException {
        ShopCatalog.spoil(catalog, "E409.md", "title: Answer 409", "title: Answer 409.");

        for (CatalogMojo goal : new CatalogMojo[] {generate(), site(), prepared(new LintMojo())}) {
            assertThatThrownBy(goal::execute)
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessage("The catalog in " + catalog
                            + " has 1 mistake, listed above; `errata explain <RULE>` tells more about a rule."
                            + " See docs/errors.md#catalog_unusable");
        }
        assertThat(log.errors).hasSize(3);
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(catalog));
        assertThat(project.getCompileSourceRoots()).isEmpty();
        assertThat(project.getResources()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenFailsTheBuildWithWhatToDo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        GenerateMojo generate = generate();
        generate.sources = file.toFile();
        SiteMojo site = site();
        site.site = file.toFile();

        for (CatalogMojo goal : new CatalogMojo[] {generate, site}) {
            assertThatThrownBy(goal::execute)
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessage(file + " cannot be written: java.nio.file.FileAlreadyExistsException: " + file
                            + ". Let the build write there, or move what is in its place."
                            + " See docs/errors.md#file_unusable");
        }
    }

    @Test
    void folderWithoutACatalogFailsTheBuildWithWhatToDo() throws IOException {
        catalog = Files.createDirectory(folder.resolve("empty"));

        for (CatalogMojo goal : new CatalogMojo[] {generate(), site(), prepared(new LintMojo())}) {
            assertThatThrownBy(goal::execute)
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessage("There is no catalog at " + catalog
                            + ", no errata.yaml in it. Write one with `errata new errors --api <name>` beside the"
                            + " pom.xml, or say where it is with <catalog> in the configuration of"
                            + " errata-maven-plugin. See docs/errors.md#catalog_not_found");
        }
        assertThat(log.errors).isEmpty();
    }
}
