package dev.errata.reference.serve;

import dev.errata.core.ToolError;
import dev.errata.probe.Nearest;
import dev.errata.probe.Proofs;
import dev.errata.reference.control.ControlAccess;
import dev.errata.store.jdbc.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts reference APIs and their portal, says how to reach them and serves until it is stopped. */
@Command(
        name = "errata serve",
        mixinStandardHelpOptions = true,
        versionProvider = Serve.Version.class,
        sortOptions = false,
        description = "Starts the reference APIs on this machine, and a portal that lists them.")
public final class Serve implements Callable<Integer> {
    /** The first port unless another is given. */
    static final int USUAL_BASE = 8080;

    private static final String MASTER_KEY = "ERRATA_MASTER_KEY";
    private static final String CONTROL_TOKEN = "ERRATA_CONTROL_TOKEN";
    private static final int USAGE = 2;
    private static final int MOST_MILLIS = 200;

    private final PrintStream out;
    private final PrintStream err;
    private final List<ConfigurableApplicationContext> running = new CopyOnWriteArrayList<>();
    /** The clocks of the APIs that run, by their names; whoever probes an API moves its clock on. */
    private final Map<String, InstantSource> clocks = new ConcurrentHashMap<>();

    private final Health health = new Health();
    private @Nullable Portal portal;

    @Parameters(arity = "0..*", paramLabel = "API", description = "Which to start; all unless said.")
    private List<String> apis = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + USUAL_BASE,
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
            names = "--limits",
            paramLabel = "URL",
            description = "A Redis server, such as redis://127.0.0.1:6379, where nodes count limits and locks together;"
                    + " the database of --store unless given.")
    private @Nullable String limits;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many nodes count together: while that place is away, each goes on with its share of the"
                    + " limits (default ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--master-key",
            paramLabel = "FILE",
            description = "The file of the key under which secrets are sealed, made when there is none (DIR/master-key"
                    + " unless given). The variable " + MASTER_KEY + " may hold the key itself instead.")
    private @Nullable Path masterKey;

    @Option(
            names = "--public",
            description = "Without test controls and demo keys. The APIs still listen on this machine only; put a proxy"
                    + " that ends TLS before them, and name it with --trusted-proxies: nobody else is believed about"
                    + " the caller's address.")
    private boolean open;

    @Option(
            names = "--trusted-proxies",
            paramLabel = "LIST",
            description =
                    "Addresses and ranges of the proxies that are believed when they say by X-Forwarded-For for whom"
                            + " they ask, such as 127.0.0.1,10.0.0.0/8 (default nobody).")
    private @Nullable String trustedProxies;

    /** Tells the version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Serve.class.getPackage().getImplementationVersion();
            return new String[] {"errata " + (version == null ? "(built from source)" : version)};
        }
    }

    Serve(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** The command line. */
    public static void main(String[] arguments) {
        Serve serve = new Serve(System.out, System.err);
        // Instead of a hook for each API: all are told before one begins to go, and the portal says so to the end.
        Runtime.getRuntime().addShutdownHook(new Thread(serve::stop, "stop"));
        int status = commandLine(serve).execute(arguments);
        if (status != 0 || serve.running.isEmpty()) {
            System.exit(status);
        }
    }

    static CommandLine commandLine(Serve serve) {
        return new CommandLine(serve)
                .setParameterExceptionHandler((wrong, given) -> serve.complain(wrong))
                .setOut(new PrintWriter(serve.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(serve.err, true, StandardCharsets.UTF_8));
    }

    private int complain(ParameterException wrong) {
        String guess = wrong instanceof UnmatchedArgumentException unmatched
                ? Nearest.question(
                        unmatched.getUnmatched().get(0).replaceFirst("=.*", ""),
                        wrong.getCommandLine().getCommandSpec().optionsMap().keySet())
                : "";
        err.println("errata serve: " + wrong.getMessage() + (guess.isEmpty() ? "." : "." + guess));
        err.print("Allowed: " + wrong.getCommandLine().getHelp().synopsis("Allowed: ".length()));
        err.println(ToolError.ARGUMENT_UNUSABLE.tell("'errata serve --help' explains each."));
        return USAGE;
    }

    @Override
    public Integer call() {
        if (port < 1 || port > Reference.LAST_BASE) {
            err.println(ToolError.PORT_OUT_OF_RANGE.tell("The first port cannot be " + port + "; it goes from 1 to "
                    + Reference.LAST_BASE + ", so that every API finds one."));
            return USAGE;
        }
        List<Reference> wanted = new ArrayList<>();
        for (String api : apis) {
            Reference reference = Reference.named(api).orElse(null);
            if (reference == null) {
                err.println(ToolError.ARGUMENT_UNUSABLE.tell("There is no reference API '" + api + "'; there are: "
                        + String.join(", ", Reference.ids()) + "." + Nearest.question(api, Reference.ids())));
                return USAGE;
            }
            wanted.add(reference);
        }
        if (!startPortal(wanted.isEmpty()) && wanted.isEmpty()) {
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

    /**
     * Comes before the APIs, so that a taken port is known at once.
     *
     * @param needed whether nothing starts without it; APIs that were named may join a portal that runs already
     */
    private boolean startPortal(boolean needed) {
        Proofs proofs = new Proofs(data.resolve("proofs").toAbsolutePath());
        try {
            portal = Portal.start(
                    Reference.ALL,
                    new PortalViews(Reference.ALL, port, proofs, open, this::demoKeys, Serve::listens),
                    health,
                    port);
            return true;
        } catch (IOException e) {
            boolean taken = e instanceof BindException;
            err.println((taken ? ToolError.PORT_TAKEN : ToolError.SERVICE_NOT_STARTED)
                    .tell("The portal did not start: "
                            + (taken ? taken(port) : sentence(String.valueOf(e.getMessage())))
                            + (needed ? "" : " The APIs that were named start without it.")));
            return false;
        }
    }

    /** Whether anything does at a port of this machine: an API may be served by another process than the portal. */
    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST_MILLIS);
            return true;
        } catch (IOException nobody) {
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
        ConfigurableApplicationContext api;
        try {
            api = reference
                    .application()
                    .get()
                    .registerShutdownHook(false)
                    .run(
                            // What failed is said below, in one line.
                            "--logging.level.org.springframework.boot=off",
                            "--logging.level.org.apache.catalina.loader=error",
                            // The process has one pattern, that of the first API; threads have the port in their names.
                            "--logging.include-application-name=false",
                            "--spring.lifecycle.timeout-per-shutdown-phase=8s",
                            "--server.port=" + at,
                            "--reference.data=" + folder,
                            "--reference.limits=" + (limits == null ? "" : limits),
                            "--reference.nodes=" + nodes,
                            "--errata.trusted-proxies=" + (trustedProxies == null ? "" : trustedProxies),
                            "--reference.store=" + (store == null ? "" : store.replace("{api}", reference.id())),
                            "--reference.master-key=" + Objects.requireNonNullElse(System.getenv(MASTER_KEY), ""),
                            "--reference.master-key-file="
                                    + (masterKey == null ? data.resolve("master-key") : masterKey).toAbsolutePath(),
                            "--reference.control-token=" + Objects.requireNonNullElse(System.getenv(CONTROL_TOKEN), ""),
                            "--reference.controls=" + !open);
            running.add(api);
            clocks.put(reference.id(), api.getBean(InstantSource.class));
            health.serves(reference.id(), api.getBean(Database.class));
        } catch (RuntimeException e) {
            err.println(reason("The API " + reference.id() + " did not start: ", e, at));
            return false;
        }
        out.println("ready " + reference.id() + " " + address);
        if (!open) {
            Map<String, String> keys = demoKeys(reference);
            keys.forEach((name, key) -> out.printf("  %-14s %s%n", name + " key", key));
            out.printf(
                    "  %-14s %s%n",
                    "control token", api.getBean(ControlAccess.class).token());
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
    private static String reason(String what, Throwable failure, int port) {
        List<String> reasons = new ArrayList<>();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof PortInUseException) {
                return ToolError.PORT_TAKEN.tell(what + taken(port));
            }
            if (!at.getClass().getName().startsWith("org.springframework.")) {
                reasons.add(at.getMessage() == null ? at.toString() : at.getMessage());
            }
        }
        String said = what + sentence(reasons.isEmpty() ? failure.toString() : String.join(": ", reasons));
        // A reason with a page of its own leads there.
        return said.contains(ToolError.PAGES) ? said : ToolError.SERVICE_NOT_STARTED.tell(said);
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.contains(ToolError.PAGES) ? text : text + ".";
    }

    /** Ends what has begun: nothing is ready any more, calls that were begun are answered, the portal goes last. */
    void stop() {
        health.stop();
        // Together, for each waits until the calls that it has begun are answered.
        List<Thread> ending = running.stream()
                .map(api -> new Thread(api::close, "stop-" + api.getId()))
                .toList();
        ending.forEach(Thread::start);
        try {
            for (Thread one : ending) {
                one.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.clear();
        clocks.clear();
        health.close();
        if (portal != null) {
            portal.close();
            portal = null;
        }
    }
}
