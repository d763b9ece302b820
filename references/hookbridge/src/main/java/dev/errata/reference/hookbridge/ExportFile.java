package dev.errata.reference.hookbridge;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The CSV of an export (RFC 4180), written beside its place and moved there whole. */
final class ExportFile implements AutoCloseable {
    private static final List<String> HEADER = List.of(
            "message_id",
            "endpoint_id",
            "status",
            "attempt_count",
            "created_at",
            "delivered_at",
            "response_status",
            "response_latency_ms",
            "last_error");

    private final Path place;
    private final Path beside;
    private final BufferedWriter out;
    private long rows;

    ExportFile(Path place) throws IOException {
        this.place = place;
        this.beside = place.resolveSibling(place.getFileName() + ".part");
        Files.createDirectories(place.toAbsolutePath().getParent());
        this.out = Files.newBufferedWriter(beside);
        write(HEADER.toArray());
    }

    void add(Message m) throws IOException {
        write(
                m.id(),
                m.endpointId(),
                m.status(),
                m.attemptCount(),
                m.createdAt(),
                m.deliveredAt(),
                m.responseStatus(),
                m.responseLatencyMs(),
                m.lastError());
        rows++;
    }

    private void write(@Nullable Object... values) throws IOException {
        out.write(Arrays.stream(values).map(ExportFile::cell).collect(Collectors.joining(",", "", "\r\n")));
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Messages written so far. */
    long rows() {
        return rows;
    }

    /** Puts the file in its place, on the disk; answers its size in bytes. */
    long finish() throws IOException {
        out.close();
        try (FileChannel written = FileChannel.open(beside, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING);
        return Files.size(place);
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(beside);
    }
}
