package dev.errata.peers;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Plays every scenario to every client and writes the table. With names of clients behind it, to these only, and the
 * table goes to the standard output.
 */
public final class Comparison {
    static final String TABLE = "benchmarks/peers/comparison.md";
    private static final String WARM_UP = "a plain success";

    /** Calls mostly wait, so a few clients can be at it at once. */
    private static final int LANES = 4;

    private static final Pattern SHARED = Pattern.compile(
            "(okhttp-jvm|jackson-databind|httpclient5|httpclient|netty-codec-http|kotlin-stdlib)-\\d.*");

    private final InstantSource clock = InstantSource.system();
    private final PrintStream progress;

    private Comparison(PrintStream progress) {
        this.progress = progress;
    }

    /** Runs it; the process ends even where a client does not. */
    public static void main(String[] names) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Comparison comparison = new Comparison(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        List<String> wanted = List.of(names);
        List<Peer> peers = peers().filter(peer -> wanted.isEmpty() || wanted.contains(peer.name()))
                .toList();
        String table = comparison.table(peers);
        if (wanted.isEmpty()) {
            Files.writeString(Path.of(TABLE), table);
        } else {
            out.println(table);
        }
        System.exit(0);
    }

    private static Stream<Peer> peers() {
        Versions versions = new Versions();
        return Stream.of(
                new ErrataPeer(versions),
                new StripePeer(versions),
                new OpenAiPeer(versions),
                new AnthropicPeer(versions),
                new SquarePeer(versions),
                new SvixPeer(versions),
                new TwilioPeer(versions),
                new FeignPeer(versions),
                new SpringPeer(),
                new AwsPeer(versions, false),
                new AwsPeer(versions, true));
    }

    private String table(List<Peer> peers) throws InterruptedException, ExecutionException, IOException {
        List<Scenario> everyDay = Scenarios.everyDay();
        List<Scenario> nowAndThen = Scenarios.nowAndThen();
        List<Scenario> all =
                Stream.concat(everyDay.stream(), nowAndThen.stream()).toList();
        List<Map<String, Verdict>> columns =
                played(peers, all.stream().filter(scenario -> !scenario.alone()).toList());
        for (Scenario scenario : all.stream().filter(Scenario::alone).toList()) {
            for (int column = 0; column < peers.size(); column++) {
                columns.get(column).put(scenario.name(), verdict(peers.get(column), scenario));
            }
        }
        return new Table(
                        peers.stream()
                                .map(peer -> new Table.Client(peer.name(), peer.version()))
                                .toList(),
                        List.of(rows("Every day", everyDay, columns), rows("Now and then", nowAndThen, columns)),
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                        "JDK " + System.getProperty("java.version"),
                        shared(System.getProperty("java.class.path")))
                .markdown();
    }

    /** The libraries that several clients stand on, by the names of their files. */
    private static List<String> shared(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(file -> Path.of(file).getFileName().toString())
                .filter(file -> SHARED.matcher(file).matches())
                .map(file -> "`" + file.replace(".jar", "") + "`")
                .sorted()
                .toList();
    }

    private static Table.Part rows(String title, List<Scenario> scenarios, List<Map<String, Verdict>> columns) {
        List<Table.Row> rows = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            rows.add(new Table.Row(
                    scenario.name(),
                    columns.stream()
                            .map(column -> column.getOrDefault(scenario.name(), Verdict.open("not run")))
                            .toList()));
        }
        return new Table.Part(title, rows);
    }

    /** The verdicts of each client by the names of the scenarios. */
    private List<Map<String, Verdict>> played(List<Peer> peers, List<Scenario> scenarios)
            throws InterruptedException, ExecutionException {
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            List<Callable<Map<String, Verdict>>> work = peers.stream()
                    .map(peer -> (Callable<Map<String, Verdict>>) () -> verdicts(peer, scenarios))
                    .toList();
            List<Map<String, Verdict>> columns = new ArrayList<>();
            for (Future<Map<String, Verdict>> column : lanes.invokeAll(work)) {
                columns.add(column.get());
            }
            return columns;
        } finally {
            lanes.shutdown();
        }
    }

    private Map<String, Verdict> verdicts(Peer peer, List<Scenario> scenarios) throws InterruptedException {
        warmUp(peer);
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            verdicts.put(scenario.name(), verdict(peer, scenario));
        }
        return verdicts;
    }

    /** Loads its classes, and shows that it runs at all. */
    private void warmUp(Peer peer) throws InterruptedException {
        Script success = (api, unused, now) -> api.then(200, peer.success()).always();
        Verdict reads =
                verdict(peer, Scenario.of(WARM_UP, success, Rules.succeeds().reading()));
        Verdict writes =
                verdict(peer, Scenario.of(WARM_UP, success, Rules.succeeds().writing()));
        if (reads.mark() != Mark.RIGHT || writes.mark() != Mark.RIGHT) {
            throw new IllegalStateException(peer.name() + " " + peer.version() + " fails where all is well: it reads '"
                    + reads + "' and writes '" + writes + "'; mend how it is called");
        }
    }

    private Verdict verdict(Peer peer, Scenario scenario) throws InterruptedException {
        Verdict verdict;
        try (Stage stage = new Stage(peer, scenario.script(), ErrataPeer.CATALOG, clock)) {
            verdict = scenario.trial().run(stage);
        } catch (NotOfferedException e) {
            verdict = Verdict.open(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("'" + scenario.name() + "' could not be played to " + peer.name(), e);
        }
        progress.println(peer.name() + ": " + scenario.name() + ": " + verdict);
        return verdict;
    }
}
