package dev.errata.webhooks;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Keeps jobs as JSON, so that a later version of this code can read them. */
final class JobSerializer implements Serializer {
    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    public byte[] serialize(@Nullable Object data) {
        return data == null ? new byte[0] : json.writeValueAsBytes(data);
    }

    @Override
    @SuppressWarnings("NullAway")
    public <T> T deserialize(Class<T> type, byte @Nullable [] bytes) {
        // The library hands over null for a job without data and expects it back.
        return bytes == null || bytes.length == 0 ? null : json.readValue(bytes, type);
    }
}
