package dev.errata.reference.hookbridge;

import dev.errata.core.Catalog;
import dev.errata.reference.control.ReferenceProperties;
import dev.errata.store.jdbc.Database;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes exports, one after the other, on a thread of its own. What a killed process left is written again. */
@Component
final class Exporter {
    private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);
    private static final int AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Database database;
    private final Exports exports;
    private final Messages messages;
    private final Path folder;
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
        this.folder = properties.data().resolve("exports");
        this.kept = Duration.ofDays(catalog.limit("export-days"));
    }

    @PostConstruct
    void goOn() {
        database.read(exports::active).forEach(export -> submit(export.id()));
    }

    /** Writes an export as soon as those before it are done; called when it is committed. */
    void submit(String id) {
        worker.execute(() -> write(id));
    }

    /** For test controls: the exports of a project are left where they are from now on. */
    void stall(String projectId) {
        stalled.add(projectId);
    }

    Path file(String id) {
        return folder.resolve(id + ".csv");
    }

    /** Removes a file, if it is there. */
    void remove(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String id) {
        if (closing) {
            return;
        }
        Export export = database.read(db -> exports.find(db, id)).orElse(null);
        if (export == null || !export.isActive() || stalled.contains(export.projectId())) {
            return;
        }
        begin(id);
        try (ExportFile file = new ExportFile(file(id))) {
            copy(export, file);
            long bytes = file.finish();
            database.write(db -> {
                exports.complete(db, id, file.rows(), bytes, kept);
                return id;
            });
        } catch (IOException | RuntimeException e) {
            LOG.error("Export {} could not be written", id, e);
            database.write(db -> {
                exports.fail(db, id, "The file could not be written.");
                return id;
            });
        }
    }

    private void begin(String id) {
        database.write(db -> {
            exports.begin(db, id);
            return id;
        });
    }

    private void copy(Export export, ExportFile file) throws IOException {
        MessageQuery query = new MessageQuery(
                export.projectId(),
                export.filterEndpointId(),
                export.filterStatus(),
                export.filterStartTime(),
                export.filterEndTime());
        long before = Long.MAX_VALUE;
        List<Message> some;
        do {
            Lists.Reading reading = new Lists.Reading(before, AT_ONCE);
            some = database.read(db -> messages.page(db, query, reading));
            for (Message message : some) {
                file.add(message);
                before = message.number();
            }
        } while (some.size() == AT_ONCE);
    }

    /** Lets the export under way end, without an interrupt that would make it fail; the others wait for the next start. */
    @PreDestroy
    void close() throws InterruptedException {
        closing = true;
        worker.shutdown();
        if (!worker.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("An export was left half-way; it is written again after the next start");
        }
    }
}
