package dev.errata.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.errata.core.ErrorRenderer;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Who may know whom. */
@AnalyzeClasses(
        packages = "dev.errata",
        importOptions = {DoNotIncludeTests.class, Modules.Written.class})
class ModulesTest {
    @ArchTest
    static final ArchRule everyClassBelongsToAModuleWithAPlace = classes().should(Modules.HAVE_A_PLACE);

    @ArchTest
    static final ArchRule arrowsPointFromLaterModulesToEarlierOnesAndNoReferenceKnowsAnother =
            classes().should(Modules.KNOW_EARLIER_MODULES_ONLY);

    @ArchTest
    static final ArchRule coreNeedsTheJdkAndJspecifyOnly = classes()
            .that()
            .resideInAPackage("dev.errata.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.errata.core..", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule pagesAreReadAtAuthoringTimeOnlyAndNeverByAServer = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.errata.core..",
                    "dev.errata.guard..",
                    "dev.errata.door..",
                    "dev.errata.store..",
                    "dev.errata.limits..",
                    "dev.errata.webhooks..",
                    "dev.errata.spring..",
                    "dev.errata.reference..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.errata.catalog..", "org.snakeyaml..", "org.commonmark..");

    @ArchTest
    static final ArchRule doorNeedsTheJdkTheCoreAndTheGuardsOnly = classes()
            .that()
            .resideInAPackage("dev.errata.door..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.errata.door..", "dev.errata.core..", "dev.errata.guard", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule coreAndGuardsKnowNoFramework = noClasses()
            .that()
            .resideInAnyPackage("dev.errata.core..", "dev.errata.guard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "jakarta..", "org.apache..");

    @ArchTest
    static final ArchRule guardsThatEverybodyHasBringNoLibrary = classes()
            .that()
            .resideInAPackage("dev.errata.guard..")
            .and()
            .resideOutsideOfPackages("dev.errata.guard.key..", "dev.errata.guard.limit..", "dev.errata.guard.token..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.errata.guard..", "dev.errata.core..", "java..", "javax.crypto..", "org.jspecify.annotations")
            .andShould()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("dev.errata.guard.key..", "dev.errata.guard.limit..", "dev.errata.guard.token..");

    @ArchTest
    static final ArchRule referencesContainNoErrorPlumbing = noClasses()
            .that()
            .resideInAPackage("dev.errata.reference..")
            .and()
            // A test control that fails on purpose, where answers are written; it writes none.
            .doNotHaveSimpleName("LostAnswers")
            .should()
            .dependOnClassesThat(belongToAnyOf(
                            ErrorRenderer.class,
                            HttpServletResponse.class,
                            ExceptionHandler.class,
                            ControllerAdvice.class,
                            RestControllerAdvice.class,
                            ErrorController.class,
                            HandlerExceptionResolver.class,
                            ResponseEntityExceptionHandler.class,
                            ResponseStatusException.class)
                    .or(simpleName("ErrorResponder")));
}
