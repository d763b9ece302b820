package dev.errata.reference.hookbridge;

import dev.errata.store.jdbc.Database;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.AbstractList;
import java.util.Collections;
import org.springframework.core.io.AbstractResource;

/** The file of a completed export, read part by part, so that no more than one of them is in memory. */
final class ExportContent extends AbstractResource {
    private final Database database;
    private final Exports exports;
    private final String id;
    private final long bytes;

    ExportContent(Database database, Exports exports, String id, long bytes) {
        this.database = database;
        this.exports = exports;
        this.id = id;
        this.bytes = bytes;
    }

    @Override
    public InputStream getInputStream() {
        int parts = database.read(db -> exports.parts(db, id));
        return new SequenceInputStream(Collections.enumeration(new AbstractList<InputStream>() {
            @Override
            public InputStream get(int number) {
                return new ByteArrayInputStream(part(number));
            }

            @Override
            public int size() {
                return parts;
            }
        }));
    }

    private byte[] part(int number) {
        return database.read(db -> exports.part(db, id, number));
    }

    @Override
    public long contentLength() {
        return bytes;
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public String getDescription() {
        return "export " + id;
    }
}
