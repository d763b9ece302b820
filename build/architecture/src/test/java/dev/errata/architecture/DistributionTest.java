package dev.errata.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an application gets from a build: the command as a zip, and the list of modules. */
@DisabledOnOs(OS.WINDOWS)
class DistributionTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path ZIP = ROOT.resolve("build/distribution/target/errata-0.1.0-SNAPSHOT.zip");

    @TempDir
    static Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        assumeTrue(Files.exists(ZIP), "packaged later than 'mvn test' goes");
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            for (ZipEntry entry :
                    zip.stream().filter(each -> !each.isDirectory()).toList()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
        Path script = folder.resolve("errata-0.1.0-SNAPSHOT/bin/errata");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.createDirectory(folder.resolve("path"));
        Files.createSymbolicLink(folder.resolve("path/errata"), Path.of("../errata-0.1.0-SNAPSHOT/bin/errata"));
    }

    private static String errata(Path at, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(folder.resolve("path/errata").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(at.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void theCommandRunsFromTheFolderOfAnApplicationAndKnowsTheReferences(@TempDir Path application) throws Exception {
        assertThat(errata(application, "list")).isEqualTo("harbor\nharbor-protocol\nharmont\nharpoon\nhookbridge\n");
        assertThat(errata(application, "lint", "harpoon")).startsWith("0 findings in ");
        assertThat(errata(application, "explain", "INVALID_KEY_TYPE")).contains("Public key where a secret key");
        assertThat(errata(application, "--version")).isEqualTo("errata 0.1.0-SNAPSHOT\n");
        assertThat(errata(application, "serve", "--version")).isEqualTo("errata 0.1.0-SNAPSHOT\n");
    }

    /** Messages of the command lead to paths below the folder of the zip. */
    @Test
    void theZipHasTheDocumentsThatMessagesLeadTo() throws IOException {
        assertThat(folder.resolve("errata-0.1.0-SNAPSHOT/docs/errors.md"))
                .hasSameTextualContentAs(ROOT.resolve("docs/errors.md"));
    }

    /** The second and third step of the README. */
    @Test
    void aNewCatalogIsCleanAndSoIsItWithAPageOfItsOwnWhenItsLockIsWritten(@TempDir Path application) throws Exception {
        errata(application, "new", "errors", "--api", "Shop");
        assertThat(errata(application, "lint", "errors")).isEqualTo("0 findings in 16 pages of 1 catalog.\n");
        Files.copy(
                ROOT.resolve("examples/shop/errors/codes/OUT_OF_STOCK.md"),
                application.resolve("errors/codes/OUT_OF_STOCK.md"));
        assertThat(errata(application, "lint", "errors", "--write-lock"))
                .endsWith("0 findings in 17 pages of 1 catalog.\n");
    }

    /** Those that an application or its build may name: neither references and examples nor what is run by itself. */
    @Test
    void theBomNamesEveryModuleThatAnApplicationMayUse() throws IOException {
        Pattern artifact = Pattern.compile("<artifactId>(errata-[a-z-]+)</artifactId>");
        Set<String> named = artifact.matcher(Files.readString(ROOT.resolve("build/bom/pom.xml")))
                .results()
                .skip(1)
                .map(result -> result.group(1))
                .collect(Collectors.toSet());

        assertThat(named).isEqualTo(modules().collect(Collectors.toSet()));
    }

    private static Stream<String> modules() throws IOException {
        return Pattern.compile("<module>((?:contract|client|server|tools)/[a-z-]+)</module>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map((MatchResult module) -> read(ROOT.resolve(module.group(1)).resolve("pom.xml")))
                .filter(pom -> !pom.contains("<packaging>maven-plugin<"))
                .map(pom -> pom.replaceAll("(?s)^.*?</parent>\\s*<artifactId>([^<]+)<.*$", "$1"))
                .filter(name -> !name.equals("errata-cli"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
