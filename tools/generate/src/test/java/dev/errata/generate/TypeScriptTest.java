package dev.errata.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The types that are generated for TypeScript, by its own compiler. */
class TypeScriptTest {
    @TempDir
    private static Path folder;

    private static TypeScript compiler;

    @BeforeAll
    static void unpack() throws IOException {
        compiler = new TypeScript(folder);
    }

    @Test
    void aSwitchOverAllCodesOfEachReferenceCompiles() throws Exception {
        List<Path> files = new ArrayList<>();
        for (CatalogSource source : Modules.all(folder)) {
            Path module = new ScriptGenerator(source).writeTypeScript(folder).get(0);
            String cases = source.active().stream()
                    .map(page -> "    case \"" + page.code() + "\": return error.retry;")
                    .collect(Collectors.joining("\n"));
            files.add(written("use-" + module.getFileName().toString().replace(".mjs", ".mts"), """
                    import { parse, type Retry } from "./%s";
                    export function advice(status: number, body: string): Retry | undefined {
                      const error = parse(status, undefined, body);
                      if (!error?.known) {
                        return undefined;
                      }
                      switch (error.code) {
                    %s
                      }
                    }
                    """.formatted(
                            module.getFileName(), cases)));
        }

        assertThat(compiler.complaints(files.toArray(new Path[0]))).isEmpty();
    }

    @Test
    void theDetailsOfACodeAreKnownAndThoseOfAnotherAreNot() throws Exception {
        harbor();
        Path right = written("right.mts", """
                import { HarborError, codes, parse } from "./harbor-error.mjs";
                const title: string = codes.resource_not_found.title;
                export async function call(url: string, send: (url: string) => Promise<{
                  status: number; headers: { get(name: string): string | null }; text(): Promise<string> }>) {
                  const answer = await send(url);
                  const error = parse(answer.status, answer.headers, await answer.text());
                  if (error !== undefined) {
                    throw error;
                  }
                }
                export function told(caught: unknown): string | undefined {
                  if (!(caught instanceof HarborError)) {
                    return title;
                  }
                  if (caught.is("resource_not_found")) {
                    return caught.details.resource;
                  }
                  return caught.requestId ?? caught.code;
                }
                """);
        Path wrong = written("wrong.mts", """
                import { parse } from "./harbor-error.mjs";
                const error = parse(404, {}, "{}")!;
                if (error.known && error.code === "resource_not_fond") {}
                if (error.is("resource_not_found")) {
                  String(error.details.retry_after);
                }
                """);

        assertThat(compiler.complaints(right)).isEmpty();
        assertThat(compiler.complaints(wrong))
                .satisfiesExactly(
                        code -> assertThat(code)
                                .startsWith(
                                        "wrong.mts(3,20): error TS2367: This comparison appears to be unintentional")
                                .endsWith("and '\"resource_not_fond\"' have no overlap."),
                        detail -> assertThat(detail)
                                .isEqualTo(
                                        "wrong.mts(5,24): error TS2339: Property 'retry_after' does not exist on type"
                                                + " 'object & { resource?: string; resource_id?: string; }'."));
    }

    @Test
    void aStatusThatAFormKeepsIsReadAsThatForm() throws Exception {
        Scripts.require("node");
        Path module = new ScriptGenerator(Modules.awkward(folder.resolve("kept")))
                .writeTypeScript(folder.resolve("kept/out"))
                .get(0);

        assertThat(Scripts.run(List.of("node", "--input-type=module"), """
                import { parse } from "file://%s";
                console.log([400, 418, 500, 502].map((status) => parse(status, {}, { code: "AWKWARD" }).retry).join());
                """.formatted(module)))
                .isEqualTo("never,never,backoff,backoff\n");
    }

    @Test
    void aSwitchThatMissesACodeDoesNotCompile() throws Exception {
        harbor();
        Path partial = written("partial.mts", """
                import { type AnyHarborError } from "./harbor-error.mjs";
                export function text(error: AnyHarborError): string {
                  if (!error.known) {
                    return error.code;
                  }
                  switch (error.code) {
                    case "workspace_suspended": return "Ask the owner.";
                  }
                }
                """);

        assertThat(compiler.complaints(partial))
                .containsExactly(
                        "partial.mts(2,46): error TS2366: Function lacks ending return statement and return type"
                                + " does not include 'undefined'.");
    }

    @Test
    void detailsHaveTheTypesOfWhatTheWireSendsAndTellWhatTheyMean() throws Exception {
        Path types = new ScriptGenerator(Modules.awkward(folder))
                .writeTypeScript(folder)
                .get(1);
        Path use = written("amount.mts", """
                import { codes, parse } from "./awkward-error.mjs";
                const error = parse(400, {}, "{}")!;
                if (error.is("VALUE")) {
                  const amount: number | undefined = error.details.amount;
                  const rules: string[] | undefined = error.details.wrong?.map((each) => each.field + each.rule);
                  console.log(rules);
                  const wire: object = error.toJSON();
                  console.log(amount, wire, codes.VALUE.title);
                }
                """);

        assertThat(compiler.complaints(use)).isEmpty();
        assertThat(Files.readString(types)).contains("""
                  "VALUE": {
                    /** what was sent *\\/ or \""" (decimal) */
                    "amount"?: number;
                    /** all of it (fields) */
                    "wrong"?: { field: string; location: string; rule: string }[];
                  };
                """, """
                  /**
                   * A "title" of 90 characters that has a \\ in it and does not end: it goes on, and on.
                   *
                   * Look at `*\\/`, at \"""this\""" and at \\N{DASH}.
                """);
    }

    private static void harbor() {
        new ScriptGenerator(Modules.harbor()).writeTypeScript(folder);
    }

    private static Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
