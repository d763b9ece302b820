package dev.errata.reference.serve;

import dev.errata.probe.Proofs;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts reference APIs and their portal, says how to reach them and serves until it is stopped. */
@Command(
        name = "errata serve",
        mixinStandardHelpOptions = true,
        version = "errata 0.1.0",
        sortOptions = false,
        description = "Starts the reference APIs on this machine, and a portal that lists them.")
public final class Serve implements Callable<Integer> {
    private static final int USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();
    /** The clocks of the APIs that run, by their names; whoever probes an API moves its clock on. */
    private final Map<String, InstantSource> clocks = new ConcurrentHashMap<>();

    private @Nullable Portal portal;

    @Parameters(arity = "0..*", paramLabel = "API", description = "Which to start; all and the portal unless said.")
    private List<String> apis = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description =
                    "The first port, the portal's; each API keeps its distance from it (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".errata",
            description = "Where databases and proofs are kept (default ${DEFAULT-VALUE}).")
    private Path data = Path.of(".errata");

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = "A PostgreSQL database for each API instead of a file in the folder, such as"
                    + " jdbc:postgresql://127.0.0.1/errata_{api}?user=me&password=…; {api} stands for the API's name.")
    private @Nullable String store;

    @Option(
            names = "--public",
            description = "Without test controls and demo keys. The APIs still listen on this machine only; put a proxy"
                    + " that ends TLS before them.")
    private boolean open;

    Serve(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** The command line. */
    public static void main(String[] arguments) {
        // The portal's server reads each request on one of few threads; whoever dawdles must not keep it.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        Serve serve = new Serve(System.out, System.err);
        int status = commandLine(serve).execute(arguments);
        if (status != 0 || serve.running.isEmpty()) {
            System.exit(status);
        }
    }

    static CommandLine commandLine(Serve serve) {
        return new CommandLine(serve)
                .setOut(new PrintWriter(serve.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(serve.err, true, StandardCharsets.UTF_8));
    }

    @Override
    public Integer call() {
        if (port < 1 || port > Reference.LAST_BASE) {
            err.println("The first port cannot be " + port + "; it goes from 1 to " + Reference.LAST_BASE
                    + ", so that every API finds one.");
            return USAGE;
        }
        List<Reference> wanted = new ArrayList<>();
        for (String api : apis) {
            Reference reference = Reference.named(api).orElse(null);
            if (reference == null) {
                err.println("There is no reference API '" + api + "'; there are: " + Reference.ids() + ".");
                return USAGE;
            }
            wanted.add(reference);
        }
        if (wanted.isEmpty() && !startPortal()) {
            return 1;
        }
        for (Reference reference : wanted.isEmpty() ? Reference.ALL : wanted) {
            if (!start(reference)) {
                stop();
                return 1;
            }
        }
        if (portal != null) {
            out.println("portal " + portal.address());
        }
        out.println("Stop with Ctrl-C.");
        return 0;
    }

    /** Comes before the APIs, so that a taken port is known at once. */
    private boolean startPortal() {
        Proofs proofs = new Proofs(data.resolve("proofs").toAbsolutePath());
        try {
            portal = Portal.start(
                    Reference.ALL, new PortalViews(Reference.ALL, port, proofs, open, this::demoKeys), port);
            return true;
        } catch (IOException e) {
            err.println("The portal did not start: "
                    + (e instanceof BindException ? taken(port) : String.valueOf(e.getMessage())));
            return false;
        }
    }

    private static String taken(int port) {
        return "port " + port + " is taken. Stop what listens there, or move all ports with --port N.";
    }

    private boolean start(Reference reference) {
        int at = reference.port(port);
        String address = "http://127.0.0.1:" + at;
        Path folder = data.resolve(reference.id()).toAbsolutePath();
        try {
            ConfigurableApplicationContext api = reference
                    .application()
                    .get()
                    .run(
                            // What failed is said below, in one line.
                            "--logging.level.org.springframework.boot=off",
                            "--server.port=" + at,
                            "--reference.data=" + folder,
                            "--reference.store=" + (store == null ? "" : store.replace("{api}", reference.id())),
                            "--reference.controls=" + !open);
            running.add(api);
            clocks.put(reference.id(), api.getBean(InstantSource.class));
        } catch (RuntimeException e) {
            err.println("The API " + reference.id() + " did not start: " + reason(e, at));
            return false;
        }
        out.println("ready " + reference.id() + " " + address);
        if (!open) {
            Map<String, String> keys = demoKeys(reference);
            keys.forEach((name, key) -> out.printf("  %-14s %s%n", name + " key", key));
            out.println("  try            " + reference.instructiveCurl(address, keys));
        }
        out.println("  error pages    " + address + "/errors/");
        out.println("  data           " + folder);
        return true;
    }

    /** Keys that hold now, by the clock of the API; none before it runs. */
    private Map<String, String> demoKeys(Reference reference) {
        InstantSource clock = clocks.get(reference.id());
        return clock == null ? Map.of() : reference.demoKeys().apply(clock.instant());
    }

    /** What failed, from the outside in, without the words that Spring puts around it. */
    private static String reason(Throwable failure, int port) {
        List<String> reasons = new ArrayList<>();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof PortInUseException) {
                return taken(port);
            }
            if (!at.getClass().getName().startsWith("org.springframework.")) {
                reasons.add(at.getMessage() == null ? at.toString() : at.getMessage());
            }
        }
        return reasons.isEmpty() ? failure.toString() : String.join(": ", reasons);
    }

    /** Ends what has begun, in the reverse order. */
    void stop() {
        for (int i = running.size() - 1; i >= 0; i--) {
            running.get(i).close();
        }
        running.clear();
        clocks.clear();
        if (portal != null) {
            portal.close();
            portal = null;
        }
    }
}
