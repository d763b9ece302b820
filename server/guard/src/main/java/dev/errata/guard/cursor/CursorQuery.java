package dev.errata.guard.cursor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cursor belongs to. All of it must be the same when the cursor comes back; the size of the page may differ.
 *
 * @param tenant whose list it is, such as the account; live and test are two tenants
 * @param route such as {@code GET /v1/events}; with the ids of its path, where the list depends on them
 * @param sort the order of the list, empty where there is one only
 * @param filter the parameters that choose what is in the list, without cursor and page size
 */
public record CursorQuery(String tenant, String route, String sort, Map<String, String> filter) {
    /** Takes a copy of the filter. */
    public CursorQuery {
        filter = Map.copyOf(filter);
    }

    /** Each part with its length before it, or two queries could be written alike. */
    byte[] bytes(byte version) {
        List<String> texts = new ArrayList<>(List.of(tenant, route, sort));
        new TreeMap<>(filter).forEach((name, value) -> {
            texts.add(name);
            texts.add(value);
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(version);
        for (String text : texts) {
            byte[] part = text.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
