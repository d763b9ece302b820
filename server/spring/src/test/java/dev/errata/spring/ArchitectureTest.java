package dev.errata.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.errata.core.ApiError;
import dev.errata.core.ErrorRenderer;
import jakarta.servlet.ServletOutputStream;

/** What the starter may know, and who may write an error. */
@AnalyzeClasses(packages = "dev.errata.spring", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsTheCoreAndTheGuardsOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.errata.catalog..", "dev.errata.store..", "dev.errata.webhooks..", "dev.errata.reference..");

    @ArchTest
    static final ArchRule needsNoSpringSecurity =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework.security..");

    @ArchTest
    static final ArchRule onlyTheDoorRenders =
            noClasses().should().callMethod(ErrorRenderer.class, "render", ApiError.class, String.class);

    @ArchTest
    static final ArchRule onlyTheDoorAndTheStreamsWriteBodies = noClasses()
            .that()
            .doNotHaveSimpleName(ServletDoorAnswer.class.getSimpleName())
            .and()
            .doNotHaveSimpleName(ServletSink.class.getSimpleName())
            .should()
            .callMethod(ServletOutputStream.class, "write", byte[].class);
}
