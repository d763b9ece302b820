package dev.errata.reference.hookbridge;

import dev.errata.store.jdbc.Database;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The files of exports. Who knows the address needs no key. */
@RestController
final class DownloadController {
    static final String FOLDER = "/downloads/";

    private final Database database;
    private final Exports exports;

    DownloadController(Database database, Exports exports) {
        this.database = database;
        this.exports = exports;
    }

    @GetMapping(FOLDER + "{token}")
    ResponseEntity<Resource> download(@PathVariable String token) {
        Export export = database.read(db -> exports.withToken(db, token))
                .orElseThrow(() -> HookBridgeErrors.notFound("export"));
        if (export.status() == ExportStatus.EXPIRED) {
            throw HookBridgeErrors.exportExpired(Objects.requireNonNull(export.expiresAt()));
        }
        if (export.status() != ExportStatus.COMPLETED) {
            throw HookBridgeErrors.exportNotReady(export.status().toString());
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv; charset=utf-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(export.id() + ".csv")
                                .build()
                                .toString())
                .body(new ExportContent(
                        database, exports, export.id(), Objects.requireNonNull(export.fileSizeBytes())));
    }
}
