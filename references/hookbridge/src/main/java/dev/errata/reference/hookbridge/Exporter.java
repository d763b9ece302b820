package dev.errata.reference.hookbridge;

import dev.errata.core.Catalog;
import dev.errata.guard.StoreFault;
import dev.errata.guard.cursor.NumberedPages.Reading;
import dev.errata.reference.control.ReferenceProperties;
import dev.errata.store.jdbc.Database;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Writes exports, one after the other, on a thread of its own. Every node looks for some, and one writes each; what a node
 * leaves half-way another takes up, and begins anew.
 */
@Component
final class Exporter {
    private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);
    /** Messages in a part. */
    private static final int AT_ONCE = 500;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Database database;
    private final Exports exports;
    private final Messages messages;
    private final ReferenceProperties properties;
    private final Duration kept;
    private final Set<String> stalled = ConcurrentHashMap.newKeySet();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "exports");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean closing;

    Exporter(Database database, Exports exports, Messages messages, ReferenceProperties properties, Catalog catalog) {
        this.database = database;
        this.exports = exports;
        this.messages = messages;
        this.properties = properties;
        this.kept = Duration.ofDays(catalog.limit("export-days"));
    }

    /** Where files of exports lay before they were kept in the database. */
    @PostConstruct
    void removeFolder() throws IOException {
        FileSystemUtils.deleteRecursively(properties.data().resolve("exports"));
    }

    /** Writes what waits, as soon as what is being written is done. */
    @Scheduled(fixedDelay = 1_000)
    void look() {
        if (!closing) {
            worker.execute(this::writeDue);
        }
    }

    /** For test controls: the exports of a project are left where they are from now on. */
    void stall(String projectId) {
        stalled.add(projectId);
    }

    private void writeDue() {
        try {
            database.read(exports::due).stream()
                    .filter(export -> !closing && !stalled.contains(export.projectId()))
                    .forEach(export -> write(export.id()));
        } catch (RuntimeException e) {
            LOG.warn("Exports could not be written; they are tried again in a second", e);
        }
    }

    private void write(String id) {
        Optional<Export> claimed = database.write(db -> exports.claim(db, id));
        claimed.ifPresent(export -> {
            try {
                copy(export);
            } catch (RuntimeException e) {
                if (e instanceof StoreFault) {
                    throw e;
                }
                LOG.error("Export {} could not be written", id, e);
                database.write(db -> exports.fail(db, export, "The file could not be written."));
            }
        });
    }

    private void copy(Export export) {
        MessageQuery query = MessageQuery.logged(
                export.projectId(),
                export.filterEndpointId(),
                export.filterStatus(),
                export.filterStartTime(),
                export.filterEndTime());
        Exports.Written written = Exports.Written.NOTHING;
        long before = Long.MAX_VALUE;
        List<Message> some;
        do {
            Reading reading = new Reading(before, AT_ONCE);
            some = database.read(db -> messages.page(db, query, reading));
            byte[] part = csv(some, written.parts() == 0);
            long number = written.parts();
            if (!database.write(db -> exports.add(db, export, number, part))) {
                return;
            }
            written = written.and(some.size(), part.length);
            before = some.isEmpty() ? before : some.get(some.size() - 1).number();
        } while (some.size() == AT_ONCE);
        Exports.Written all = written;
        database.write(db -> exports.complete(db, export, all, kept));
    }

    private static byte[] csv(List<Message> some, boolean first) {
        return some.stream()
                .map(ExportCsv::line)
                .collect(Collectors.joining("", first ? ExportCsv.HEADER : "", ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Lets the export under way end; the others wait for another node, or for the next start. */
    @PreDestroy
    void close() throws InterruptedException {
        closing = true;
        worker.shutdown();
        if (!worker.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("An export was left half-way; it is written again by whoever takes it up");
        }
    }
}
