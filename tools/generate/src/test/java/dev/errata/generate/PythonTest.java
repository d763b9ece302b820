package dev.errata.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.catalog.CatalogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated for Python, by Python itself and by the checkers of its types. */
class PythonTest {
    @TempDir
    private static Path folder;

    private static final List<CatalogSource> SOURCES = new ArrayList<>();
    private static final List<Path> MODULES = new ArrayList<>();

    @BeforeAll
    static void generate() throws IOException {
        Scripts.require("python3");
        SOURCES.addAll(Modules.all(folder.resolve("catalogs")));
        for (CatalogSource source : SOURCES) {
            MODULES.add(new ScriptGenerator(source)
                    .writePython(folder.resolve("out"))
                    .get(0));
        }
    }

    @Test
    void everyErrorIsCopiedAndPickledWholeAndComesBackFromAProcessPool() throws Exception {
        Path script = Files.writeString(folder.resolve("out/transport.py"), """
                import copy, importlib, pickle, sys
                from concurrent.futures import ProcessPoolExecutor

                def refuse(error):
                    raise error

                def same(error, other):
                    assert type(other) is type(error), (error, other)
                    assert vars(other) == vars(error), (error, other)
                    assert (str(other), other.args) == (str(error), error.args), (error, other)

                def errors(name):
                    module = importlib.import_module(name)
                    kinds = [*module._CLASSES.items(), ("unheard_of", module._CLASSES[next(iter(module.CODES))].__base__)]
                    for code, kind in kinds:
                        yield kind(code, code in module.CODES, 429, "limit", "Slow \\u00fc down.", {"a": [1, {"b": None}]},
                                   "req_1", "https://d.example.com", "wait", 1.5, "caller")

                if __name__ == "__main__":
                    count = 0
                    with ProcessPoolExecutor(1) as pool:
                        for name in sys.argv[1:]:
                            for error in errors(name):
                                count += 1
                                error.note = "the caller's own"
                                for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                                    same(error, pickle.loads(pickle.dumps(error, protocol)))
                                same(error, copy.copy(error))
                                deep = copy.deepcopy(error)
                                same(error, deep)
                                assert deep.details["a"] is not error.details["a"]
                                same(error, pool.submit(refuse, error).exception())
                    print(count)
                """);
        List<String> command = new ArrayList<>(List.of("python3", script.toString()));
        MODULES.forEach(module -> command.add(module.getParent().getFileName().toString()));

        int codes =
                SOURCES.stream().mapToInt(source -> source.active().size() + 1).sum();
        assertThat(Scripts.run(command, "")).isEqualTo(codes + "\n");
    }

    @Test
    void namesThatPythonHasItselfOrThatAreTakenEndWithAnUnderscore() throws Exception {
        assertThat(Scripts.run(List.of("python3", "-"), """
                import sys
                sys.path.insert(0, "%s")
                import awkward_error as errors
                for code in errors.CODES:
                    error = errors.parse(400, {"retry-after": "soon"}, {"code": code, "details": {"amount": 12.5}})
                    print(code, type(error).__name__, isinstance(error, errors.AwkwardError), error.details)
                print([errors.parse(status, {}, {"code": "AWKWARD"}).retry for status in (400, 418, 500, 502)])
                print(errors.TimeoutError.__doc__)
                print(errors.parse(400, {}, "[" * 100000), errors.parse(400, {}, b"\\xff"))
                """.formatted(folder.resolve("out"))))
                .isEqualTo("""
                AWKWARD AwkwardError_ True {'amount': 12.5}
                TIMEOUT TimeoutError True {'amount': 12.5}
                VALUE ValueError_ True {'amount': 12.5}
                VALUE_ERROR ValueError__ True {'amount': 12.5}
                ['never', 'never', 'backoff', 'backoff']
                A "title" of 90 characters that has a \\ in it and does not end: it goes on, and on.

                    Look at `*/`, at \"""this\""" and at \\N{DASH}.

                    - the first, which is told in a line that is longer than what a line of the generated code may be, and so it has to
                    go on
                    - the "second"

                    Details:
                        amount: what was sent */ or \""" (decimal)
                        wrong: all of it (fields)
                   \s
                None None
                """);
    }

    @Test
    void noLineIsLongerThan120Characters() throws Exception {
        for (Path module : MODULES) {
            assertThat(Files.readAllLines(module)).as(module.toString()).allMatch(line -> line.length() <= 120);
        }
    }

    @Test
    void mypyFindsNothingAsStrictlyAsItCan() throws Exception {
        requireModule("mypy");
        use();

        Path cache = folder.resolve("mypy");
        assertThat(Scripts.run(
                        List.of(
                                "python3",
                                "-m",
                                "mypy",
                                "--strict",
                                "--cache-dir",
                                cache.toString(),
                                folder.resolve("out").toString()),
                        ""))
                .isEqualTo("Success: no issues found in " + (MODULES.size() + 2) + " source files\n");
    }

    /** Fetches itself from a registry when it first runs, so that only machines which have it run it. */
    @Test
    void pyrightFindsNothingAsStrictlyAsItCan() throws Exception {
        requireModule("pyright");
        use();
        Path project = Files.writeString(
                folder.resolve("out/pyrightconfig.json"), "{\"typeCheckingMode\": \"strict\", \"include\": [\".\"]}");

        assertThat(Scripts.run(List.of("python3", "-m", "pyright", "-p", project.toString()), ""))
                .endsWith("0 errors, 0 warnings, 0 informations\n");
    }

    /** What callers write, one of them the example of the document. */
    private static void use() throws IOException {
        Files.deleteIfExists(folder.resolve("out/transport.py"));
        Files.writeString(folder.resolve("out/example.py"), ModulesDocTest.example("python"));
        Files.writeString(folder.resolve("out/use.py"), """
                from __future__ import annotations

                from http.client import HTTPResponse

                import harbor_error
                from harbor_error import Actor, HarborError, Retry


                def advice(answer: HTTPResponse) -> tuple[Retry | None, Actor | None]:
                    error = harbor_error.parse(answer.status, answer.headers, answer.read())
                    if isinstance(error, harbor_error.RateLimitExceededError):
                        seconds: float | None = error.retry_after
                        print(seconds, error.details["retry_after_ms"], error.doc_url)
                    return (None, None) if error is None else (error.retry, error.actor)


                def parsed(headers: dict[str, str]) -> HarborError | None:
                    title: str = harbor_error.CODES["forbidden"]["title"]
                    return harbor_error.parse(403, headers, {"error": {"code": "forbidden", "message": title}}, now=0)
                """);
    }

    @Test
    void theFolderIsAPackageThatPipInstalls() throws Exception {
        requireModule("setuptools, wheel");
        Path own = folder.resolve("harbor-error");
        new ScriptGenerator(Modules.harbor()).writePython(own);
        Path site = folder.resolve("site");

        Scripts.run(
                List.of(
                        "python3",
                        "-m",
                        "pip",
                        "--disable-pip-version-check",
                        "install",
                        "--quiet",
                        "--no-index",
                        "--no-deps",
                        "--no-build-isolation",
                        "--target",
                        site.toString(),
                        own.toString()),
                "");

        assertThat(site.resolve("harbor_error/py.typed")).exists();
        assertThat(site.resolve("harbor_error-2.0.0.dist-info/METADATA"))
                .content()
                .contains("Name: harbor-error\n", "Version: 2.0.0\n", "Summary: The errors of Harbor.\n");
    }

    private static void requireModule(String name) throws Exception {
        boolean installed = new ProcessBuilder("python3", "-c", "import " + name)
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
        assumeTrue(installed, name + " is not installed; python3 -m pip install mypy pyright setuptools wheel");
    }
}
