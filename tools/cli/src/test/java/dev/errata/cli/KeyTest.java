package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.key.ApiKeyFormat;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyTest {
    @TempDir
    private Path home;

    @Test
    void everyKeyIsNewAndOfTheFormThatTheGuardReads() {
        Cli cli = Cli.withTiny(home);
        String first = cli.run("key", "shop_").out().strip();
        String second = cli.run("key", "shop_").out().strip();

        assertThat(ApiKeyFormat.of("shop_").parse(first)).isNotNull();
        assertThat(ApiKeyFormat.of("shop_").parse(second)).isNotNull();
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void aPrefixThatNoHeaderCarriesIsRefused() {
        assertThat(Cli.withTiny(home).run("key", "the shop"))
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "errata key: Found the prefix 'the shop'. Give 1 to 32 letters, digits, '_' or '-', as in 'errata key shop_'."
                                + " See docs/errors.md#argument_unusable\n"));
    }
}
