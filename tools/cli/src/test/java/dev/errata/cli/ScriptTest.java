package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script at the root of a checkout, in a tree of its own with a Java and a Maven that only say what they are told. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class ScriptTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final FileTime FIXED = FileTime.from(Instant.parse("2026-11-20T00:00:00Z"));

    /** Makes the jar as the real build does: of a fixed date, with a stamp that says when the build began. */
    private static final String MAVEN = """
            #!/bin/sh
            echo "mvn $*" >> "$TREE/built.txt"
            if [ -p "$TREE/gate" ]; then read -r _ < "$TREE/gate"; fi
            if [ -f "$TREE/broken" ]; then cat "$TREE/broken"; exit 1; fi
            echo '[INFO] Building Errata :: core 0.1.0-SNAPSHOT    [2/8]'
            for jar in tools/cli/target/errata.jar references/serve/target/errata-serve-0.1.0-SNAPSHOT-app.jar; do
              case "$*" in *"-pl ${jar%/target/*} "*)
                mkdir -p "${jar%/*}"; echo jar > "$jar"; TZ=UTC0 touch -t 202611200000.00 "$jar"
                TZ=UTC0 date +%Y%m%d%H%M.%S > "${jar%/*}/built" ;;
              esac
            done
            """;

    private static final String JAVA = """
            #!/bin/sh
            case "$*" in *-XshowSettings*) echo '    java.specification.version = 17'; exit ;; esac
            while [ "$1" != -jar ]; do shift; done
            shift
            echo "ran $(basename "$1")"; shift
            for argument; do echo "  $argument"; done
            """;

    @TempDir
    private Path tree;

    @BeforeEach
    void plant() throws IOException {
        copy("errata");
        copy("pom.xml");
        copy("docs/commands.md");
        copy("docs/errors.md");
        write("bin/mvn", MAVEN);
        write("bin/java", JAVA);
        for (String file : List.of("errata", "bin/mvn", "bin/java")) {
            assertThat(tree.resolve(file).toFile().setExecutable(true)).isTrue();
        }
        for (String folder : List.of(
                "contract/core", "client/java", "server/guard", "server/spring", "tools/cli", "references/tiny")) {
            write(folder + "/pom.xml", "<project/>");
            write(folder + "/src/main/java/Source.java", "class Source {}");
            write(folder + "/src/test/java/SourceTest.java", "class SourceTest {}");
        }
        write("references/tiny/errors/codes/GONE.md", "gone");
        write("contract/core/src/main/java/Gone.java", "class Gone {}");
        long hourAgo = System.currentTimeMillis() - 3_600_000;
        try (var files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(hourAgo));
            }
        }
    }

    private void copy(String name) throws IOException {
        Files.createDirectories(tree.resolve(name).getParent());
        Files.copy(ROOT.resolve(name), tree.resolve(name));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(tree.resolve(name).getParent());
        Files.writeString(tree.resolve(name), text);
    }

    /** A build by Maven itself that began at this time. */
    private void built(String module, String jar, Instant began) throws IOException {
        write(module + "/target/" + jar, "jar");
        Files.setLastModifiedTime(tree.resolve(module + "/target/" + jar), FIXED);
        write(
                module + "/target/built",
                DateTimeFormatter.ofPattern("yyyyMMddHHmm.ss")
                                .withZone(ZoneOffset.UTC)
                                .format(began)
                        + "\n");
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(tree.resolve("errata").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("TREE", tree.toString());
        builder.environment().put("PATH", tree.resolve("bin") + ":" + System.getenv("PATH"));
        return builder.start();
    }

    private static Cli.Result end(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Cli.Result(process.waitFor(), out, err);
    }

    private Cli.Result run(String... arguments) throws Exception {
        return end(start(arguments));
    }

    /** How often Maven ran. */
    private long builds() throws IOException {
        Path log = tree.resolve("built.txt");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    @Test
    void theFirstStartBuildsTheModuleAndSaysSoAndTheSecondDoesNot() throws Exception {
        assertThat(run("list", "a b")).isEqualTo(new Cli.Result(0, "ran errata.jar\n  list\n  a b\n", """
                Building tools/cli; the first time, Maven also fetches what it needs.
                  [2/8] core
                """));
        assertThat(run("list")).isEqualTo(new Cli.Result(0, "ran errata.jar\n  list\n", ""));
        assertThat(tree.resolve("built.txt"))
                .hasContent("mvn -B -ntp -T2 -DskipTests -Dspotless.check.skip=true -pl tools/cli -am package");
    }

    @Test
    void theServicesAreAModuleOfTheirOwn() throws Exception {
        assertThat(run("serve", "harpoon").out()).isEqualTo("ran errata-serve-0.1.0-SNAPSHOT-app.jar\n  harpoon\n");
        assertThat(run("serve").err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void whatMavenItselfBuiltIsBuiltThoughItsJarHasAFixedDate() throws Exception {
        built("tools/cli", "errata.jar", Instant.now());

        assertThat(run("list").err()).isEmpty();
        assertThat(builds()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contract/core/src/main/java/Source.java",
                "server/guard/pom.xml",
                "tools/cli/pom.xml",
                "pom.xml",
                "docs/errors.md"
            })
    void aSourceThatChangedSinceTheBuildBeganIsBuilt(String source) throws Exception {
        built("tools/cli", "errata.jar", Instant.now().minusSeconds(60));
        Files.writeString(tree.resolve(source), Files.readString(tree.resolve(source)) + "\n");

        assertThat(run("list").out()).isEqualTo("ran errata.jar\n  list\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aSourceThatWentAwayIsBuilt() throws Exception {
        built("tools/cli", "errata.jar", Instant.now().minusSeconds(60));
        Files.delete(tree.resolve("contract/core/src/main/java/Gone.java"));

        run("list");
        assertThat(builds()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contract/core/src/test/java/SourceTest.java",
                "server/spring/src/main/java/Source.java",
                "references/tiny/errors/codes/GONE.md",
                "contract/core/target/classes/New.class"
            })
    void whatTheCommandIsNotMadeOfIsNoReasonToBuild(String file) throws Exception {
        built("tools/cli", "errata.jar", Instant.now().minusSeconds(60));
        write(file, "changed");

        run("list");
        assertThat(builds()).isZero();
    }

    @Test
    void aPageThatChangedIsBuiltIntoTheServices() throws Exception {
        built(
                "references/serve",
                "errata-serve-0.1.0-SNAPSHOT-app.jar",
                Instant.now().minusSeconds(60));
        Files.delete(tree.resolve("references/tiny/errors/codes/GONE.md"));

        run("serve");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aSecondStartWaitsForTheBuildOfTheFirstAndSaysSo() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", tree.resolve("gate").toString())
                        .start()
                        .waitFor())
                .isZero();
        Process first = start("list");
        BufferedReader said = first.errorReader(StandardCharsets.UTF_8);
        assertThat(said.readLine()).startsWith("Building tools/cli");
        Process second = start("list");
        BufferedReader waiting = second.errorReader(StandardCharsets.UTF_8);
        assertThat(waiting.readLine())
                .isEqualTo("errata: another errata builds in this folder; waiting until it is done.");
        Files.writeString(tree.resolve("gate"), "go\n");

        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue() + second.exitValue()).isZero();
        assertThat(waiting.readLine()).isNull();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aBuildThatFailsShowsItsErrorsWhateverBytesItsLogHolds() throws Exception {
        write("broken", "[INFO] \0\n[ERROR] Source.java:[1,1] wrong\n");

        assertThat(run("list")).isEqualTo(new Cli.Result(2, "", """
                Building tools/cli; the first time, Maven also fetches what it needs.
                [ERROR] Source.java:[1,1] wrong
                errata: the build failed; all of it stands in %s. See docs/errors.md#build_failed
                """.formatted(tree.resolve("target/build.log"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "serve --help", "serve harpoon -h", "lint --help", "probe --all --help"})
    void helpNeedsNoBuild(String arguments) throws Exception {
        Cli.Result help = run(arguments.split(" "));

        assertThat(help.out())
                .startsWith("Usage: errata "
                        + (arguments.startsWith("-") ? "" : arguments.split(" ")[0]));
        assertThat(help.err()).isEmpty();
        assertThat(builds()).isZero();
    }

    @Test
    void theVersionNeedsNoBuild() throws Exception {
        assertThat(run("--version")).isEqualTo(new Cli.Result(0, "errata 0.1.0-SNAPSHOT\n", ""));
        assertThat(builds()).isZero();
    }
}
