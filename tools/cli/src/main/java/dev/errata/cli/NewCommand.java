package dev.errata.cli;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Lock;
import dev.errata.core.ToolError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata new}. */
@Command(name = "new", description = "Writes a catalog that answers everything that HTTP itself can refuse.")
final class NewCommand implements Callable<Integer> {
    private static final List<String> PAGES = List.of(
            "FORBIDDEN",
            "INTERNAL_ERROR",
            "INVALID_FIELD",
            "MALFORMED_REQUEST",
            "METHOD_NOT_ALLOWED",
            "NOT_ACCEPTABLE",
            "NOT_FOUND",
            "OUTCOME_UNKNOWN",
            "PAYLOAD_TOO_LARGE",
            "REQUEST_TIMEOUT",
            "ROUTE_NOT_FOUND",
            "SERVICE_UNAVAILABLE",
            "STATE_CONFLICT",
            "TOO_MANY_REQUESTS",
            "UNAUTHENTICATED",
            "UNSUPPORTED_MEDIA_TYPE");

    private final Shell shell;

    @Parameters(index = "0", paramLabel = "<folder>", description = "the folder to write; new or empty")
    private Path folder = Path.of("");

    @Option(names = "--api", required = true, paramLabel = "<name>", description = "the name of the API")
    private String api = "";

    NewCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!api.matches("[A-Za-z][A-Za-z0-9 ]*")) {
            throw new CliException(
                    ToolError.ARGUMENT_UNUSABLE,
                    "'" + api + "' is no name for an API here; it names a Java class, so use letters, digits"
                            + " and spaces, and begin with a letter.");
        }
        Writing.to(folder, "Name a folder that is new or empty and can be written.", () -> {
            refuseToOverwrite();
            write("errata.yaml");
            for (String page : PAGES) {
                write("codes/platform/" + page + ".md");
            }
            Lock.write(CatalogSource.read(folder));
        });
        shell.out().println("Wrote " + folder + " with " + Count.of(PAGES.size(), "page") + ".");
        shell.out()
                .println("Next: a page for each error of your own, such as " + folder.resolve("codes/OUT_OF_STOCK.md")
                        + "; then errata lint " + folder + " --write-lock.");
        return Errata.OK;
    }

    private void refuseToOverwrite() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new CliException(ToolError.FOLDER_TAKEN, folder + " is a file; name a folder that is new or empty.");
        }
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new CliException(
                        ToolError.FOLDER_TAKEN, folder + " is not empty; name a folder that is new or empty.");
            }
        }
    }

    private void write(String name) throws IOException {
        try (InputStream template = NewCommand.class.getResourceAsStream("new/" + name)) {
            if (template == null) {
                throw new IllegalStateException("The template new/" + name + " is not in the jar");
            }
            Path file = folder.resolve(name);
            Files.createDirectories(file.toAbsolutePath().getParent());
            String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(file, text.replace("API_NAME", api));
        }
    }
}
