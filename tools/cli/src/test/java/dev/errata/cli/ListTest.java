package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Condition;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListTest {
    @TempDir
    private Path home;

    private Cli cli;

    @BeforeEach
    void write() {
        cli = Cli.withTiny(home).write("references/tiny/errors/codes/NO_ROUTE.md", """
                ---
                status: 404
                title: No such route
                retry: never
                message: Nothing is at this path.
                raised-by: [absent]
                platform: true
                since: "1.0"
                ---
                ## Cause
                A wrong path.

                ## Fix
                Correct the path.

                ## Example
                ```http
                GET {{base}}/nowhere
                ```
                """);
    }

    @Test
    void withoutACatalogTheReferencesAreListed() {
        assertThat(cli.run("list")).isEqualTo(new Cli.Result(0, "tiny\n", ""));
    }

    @Test
    void codesAreListedWithThoseOfThePlatformLast() {
        assertThat(cli.run("list", "tiny")).isEqualTo(new Cli.Result(0, """
                CODE      STATUS   RETRY       TITLE
                ABSENT    404,410  never,wait  Not there
                NO_ROUTE  404      never       No such route (platform)

                1 code of Tiny and 1 of the platform
                """, ""));
    }

    @Test
    void conditionsAreListedAsATreeWithTheirFacts() {
        Cli.Result result = cli.run("list", "--conditions");

        assertThat(result.out().lines()).hasSize(Condition.values().length + 1);
        assertThat(result.out().replaceAll(" {2,}", "  "))
                .startsWith(
                        "CONDITION  STATUS  FACTS\nrequest  400\n  request.line  400\n  request.line.too-long  414\n")
                .contains("\n  request.method  405  allowed, method, path\n");
    }

    @Test
    void conditionsOfACatalogNameThePageThatAnswers() {
        assertThat(cli.run("list", "tiny", "--conditions").out().replaceAll(" {2,}", "  "))
                .contains("\nabsent  404  NO_ROUTE\n  absent.route  404  (NO_ROUTE)  method, path\n")
                .contains("\nserver  500  -\n");
    }
}
