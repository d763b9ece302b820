package dev.errata.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a folder becomes a package, and when it stays what it is. */
class PackageFolderTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFolderOfNothingElseBecomesAPackageAndIsWrittenAnewAsOne() throws Exception {
        ScriptGenerator generator = new ScriptGenerator(Modules.harbor());
        generator.writePython(folder);
        assertThat(names()).containsExactly("harbor_error", "pyproject.toml");

        Files.createDirectories(folder.resolve("build"));
        Path manifest = folder.resolve("pyproject.toml");
        String written = Files.readString(manifest);
        Files.writeString(manifest, written.replace("2.0.0", "1.0.0"));
        generator.writePython(folder);

        assertThat(Files.readString(manifest)).isEqualTo(written);
    }

    @Test
    void aFolderOfSourcesGetsTheModuleAlone() throws Exception {
        Files.writeString(folder.resolve("index.js"), "module.exports = {};");

        new ScriptGenerator(Modules.harbor()).writeTypeScript(folder);
        new ScriptGenerator(Modules.harbor()).writePython(folder);

        assertThat(names()).containsExactly("harbor-error.d.mts", "harbor-error.mjs", "harbor_error", "index.js");
    }

    @Test
    void theManifestOfSomebodyElseIsLeftAlone() throws Exception {
        String own = "{\"name\": \"shop\", \"dependencies\": {\"harbor-error\": \"file:errors\"}}";
        Path manifest = Files.writeString(folder.resolve("package.json"), own);

        new ScriptGenerator(Modules.harbor()).writeTypeScript(folder);

        assertThat(Files.readString(manifest)).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource({"2.0, 2.0.0", "v1, 1.0.0", "2026-01-05, 2026.1.5", "1.2.3.4, 1.2.3", "draft, 0.0.0"})
    void versionsAreThreeNumbers(String catalogs, String expected) {
        assertThat(PackageFolder.version(catalogs)).isEqualTo(expected);
    }
}
