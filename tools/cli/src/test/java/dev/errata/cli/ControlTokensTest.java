package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.probe.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTokensTest {
    @TempDir
    private Path data;

    @BeforeEach
    void serves() throws IOException {
        Files.createDirectory(data.resolve("harpoon"));
        Files.writeString(data.resolve("harpoon").resolve("control-token"), "of-the-file\n");
    }

    private @Nullable String found(@Nullable String given, @Nullable String control, @Nullable String api) {
        Settings settings = new Settings(
                "http://127.0.0.1:8084", control, null, null, Map.of(), Set.of(), 0, true, Duration.ofSeconds(1), 1);
        return new ControlTokens(given, data).with(settings, api).controlToken();
    }

    @Test
    void tokenIsFoundWhereServeHasLeftIt() {
        assertThat(found(null, "http://127.0.0.1:8084/_control", "harpoon")).isEqualTo("of-the-file");
        assertThat(found("", "http://localhost:8084/_control", "harpoon")).isEqualTo("of-the-file");
    }

    @Test
    void tokenOfTheEnvironmentWinsAndGoesWhereverTheControlsAre() {
        assertThat(found("given", "http://127.0.0.1:8084/_control", "harpoon")).isEqualTo("given");
        assertThat(found("given", "https://staging.example.com/_control", null)).isEqualTo("given");
    }

    @Test
    void tokenOfTheFileIsToldToThisMachineOnlyAndToItsOwnApi() {
        assertThat(found(null, "http://staging.example.com/_control", "harpoon"))
                .isNull();
        assertThat(found(null, "not an address", "harpoon")).isNull();
        assertThat(found(null, null, "harpoon")).isNull();
        assertThat(found(null, "http://127.0.0.1:8084/_control", "harbor")).isNull();
        assertThat(found(null, "http://127.0.0.1:8084/_control", null)).isNull();
    }
}
