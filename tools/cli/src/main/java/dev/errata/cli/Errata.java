package dev.errata.cli;

import dev.errata.catalog.CatalogException;
import dev.errata.core.ToolError;
import dev.errata.probe.Nearest;
import dev.errata.probe.ProbeException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code errata} command: keeps the error contract of an HTTP API. */
@Command(
        name = "errata",
        description = "Keeps the error contract of an HTTP API: one page per code, and the proof that it holds.",
        versionProvider = Errata.Version.class,
        footer = {
            "",
            "A catalog is a folder that holds errata.yaml, or the name of a reference such as harpoon.",
            "The reference services are started by 'errata serve', which has a help of its own."
        })
public final class Errata {
    /** All is well. */
    static final int OK = 0;
    /** The command did its work and found something wrong. */
    static final int FOUND = 1;
    /** The command could not do its work. */
    static final int UNUSABLE = 2;

    private Errata() {}

    /** Tells the version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            @Nullable String version = Errata.class.getPackage().getImplementationVersion();
            return new String[] {"errata " + (version == null ? "(built from source)" : version)};
        }
    }

    /** Runs the command and ends the process with its status. */
    public static void main(String[] args) {
        Path home = home();
        Shell shell =
                new Shell(utf8(FileDescriptor.out), utf8(FileDescriptor.err), Ansi.AUTO.enabled(), new Catalogs(home));
        int status = run(shell, args);
        shell.out().flush();
        System.exit(status);
    }

    /** Where the references are: what the script says, or else the folder above that of the jar. */
    private static Path home() {
        @Nullable String told = System.getProperty("errata.home");
        if (told != null) {
            return Path.of(told);
        }
        try {
            Path jar = Path.of(Errata.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolveSibling("..").normalize();
        } catch (URISyntaxException nowhere) {
            return Path.of("");
        }
    }

    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }

    /** Runs the command; 0 all is well, 1 something was found, 2 the arguments or the catalog cannot be used. */
    static int run(Shell shell, String... args) {
        CommandLine command = new CommandLine(new Errata());
        add(command, new ProbeCommand(shell));
        add(command, new LintCommand(shell));
        add(command, new ExplainCommand(shell));
        add(command, new ListCommand(shell));
        add(command, new NewCommand(shell));
        add(command, new GenerateCommand(shell));
        add(command, new SiteCommand(shell));
        add(command, new KeyCommand(shell, new SecureRandom()));
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        command.setColorScheme(CommandLine.Help.defaultColorScheme(shell.terminal() ? Ansi.ON : Ansi.OFF));
        command.setUsageHelpWidth(100);
        command.setParameterExceptionHandler((wrong, given) -> complain(shell, wrong));
        command.setExecutionExceptionHandler((failed, at, given) -> explain(shell, at, failed));
        command.setExecutionStrategy(parsed -> {
            if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
                command.usage(shell.out());
                return OK;
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        return command.execute(args);
    }

    private static void add(CommandLine parent, Callable<Integer> command) {
        CommandLine child = new CommandLine(command);
        child.getCommandSpec().mixinStandardHelpOptions(true);
        parent.addSubcommand(child);
    }

    private static int complain(Shell shell, ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        shell.err().println(name + ": " + message(command, wrong));
        shell.err().print("Allowed: " + command.getHelp().synopsis("Allowed: ".length()));
        shell.err().println(ToolError.ARGUMENT_UNUSABLE.tell("'" + name + " --help' explains each."));
        return UNUSABLE;
    }

    private static String message(CommandLine command, ParameterException wrong) {
        String message = String.valueOf(wrong.getMessage());
        String sentence = message + (message.endsWith(".") ? "" : ".");
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return sentence;
        }
        String typed = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        Map<String, CommandLine> commands = command.getSubcommands();
        if (!commands.isEmpty() && !typed.startsWith("-")) {
            List<String> names = new ArrayList<>(commands.keySet());
            names.add("serve");
            return "There is no command '" + typed + "'." + Nearest.question(typed, names);
        }
        return sentence
                + Nearest.question(typed, command.getCommandSpec().optionsMap().keySet());
    }

    private static int explain(Shell shell, CommandLine at, Exception failed) throws Exception {
        String name = at.getCommandSpec().qualifiedName();
        if (failed instanceof CatalogException unusable) {
            unusable.findings().forEach(finding -> shell.err().println(finding));
            shell.err()
                    .println(ToolError.CATALOG_UNUSABLE.tell(
                            name + ": The catalog cannot be used. 'errata explain <RULE>' says more on each rule."));
            return UNUSABLE;
        }
        if (failed instanceof CliException ours) {
            shell.err().println(ours.error().tell(name + ": " + ours.getMessage()));
            return UNUSABLE;
        }
        if (failed instanceof ProbeException ours) {
            shell.err().println(ours.error().tell(name + ": " + ours.getMessage()));
            return UNUSABLE;
        }
        IOException refused = failed instanceof UncheckedIOException unchecked
                ? Writing.cause(unchecked)
                : failed instanceof IOException io ? io : null;
        if (refused != null) {
            shell.err()
                    .println(ToolError.FILE_UNUSABLE.tell(
                            name + ": A file could not be used: " + Writing.reason(null, refused) + "."));
            return UNUSABLE;
        }
        throw failed;
    }
}
