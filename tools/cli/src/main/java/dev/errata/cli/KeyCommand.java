package dev.errata.cli;

import dev.errata.core.ToolError;
import dev.errata.guard.key.ApiKeyFormat;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code errata key}. */
@Command(name = "key", description = "Prints a new API key for errata.guards.keys.accounts; it is kept nowhere.")
final class KeyCommand implements Callable<Integer> {
    private final Shell shell;
    private final RandomGenerator random;

    @Parameters(paramLabel = "<prefix>", description = "what the keys of the service begin with, such as shop_")
    private String prefix = "";

    KeyCommand(Shell shell, RandomGenerator random) {
        this.shell = shell;
        this.random = random;
    }

    @Override
    public Integer call() {
        if (!prefix.matches("[A-Za-z0-9_-]{1,32}")) {
            throw new CliException(
                    ToolError.ARGUMENT_UNUSABLE,
                    "Found the prefix '" + prefix + "'. Give 1 to 32 letters, digits, '_' or '-', as in"
                            + " 'errata key shop_'.");
        }
        ApiKeyFormat format = ApiKeyFormat.of(prefix);
        shell.out()
                .println(format.mint(format.prefix(ApiKeyFormat.SECRET, true), random)
                        .text());
        return Errata.OK;
    }
}
