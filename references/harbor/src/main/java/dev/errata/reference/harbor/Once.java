package dev.errata.reference.harbor;

import dev.errata.guard.Caller;
import dev.errata.guard.idempotency.Fingerprint;
import dev.errata.guard.idempotency.Idempotency;
import dev.errata.guard.idempotency.IdempotencyKeyHeader;
import dev.errata.guard.idempotency.IdempotentRequest;
import dev.errata.guard.idempotency.StoredAnswer;
import dev.errata.store.jdbc.Database;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Works once for each idempotency key; the work and the stored answer are committed together. */
final class Once {
    private final Database database;
    private final Idempotency idempotency;
    private final IdempotencyKeyHeader header;
    private final JsonMapper json;
    private final JsonMapper canonical;

    Once(Database database, Idempotency idempotency, IdempotencyKeyHeader header, JsonMapper json) {
        this.database = database;
        this.idempotency = idempotency;
        this.header = header;
        this.json = json;
        this.canonical = json.rebuild()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    /**
     * The answer of a request that changes something.
     *
     * @param route with the ids that the path names
     * @param request as it was read; the order of its members does not tell two requests apart
     */
    ResponseEntity<byte[]> answer(
            HttpStatus status,
            Caller caller,
            String route,
            HttpHeaders headers,
            Object request,
            Function<JdbcClient, Object> work) {
        String key = header.read(headers.getOrEmpty(IdempotencyKeyHeader.NAME));
        IdempotentRequest claim = key == null ? null : claim(caller, route, key, request);
        StoredAnswer known = claim == null ? null : idempotency.replay(claim);
        StoredAnswer answer = known != null
                ? known
                : database.write(db -> claim == null
                        ? stored(status, work.apply(db))
                        : idempotency.once(claim, () -> stored(status, work.apply(db))));
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
        answer.headers().forEach(response::header);
        return response.contentType(MediaType.APPLICATION_JSON).body(answer.body());
    }

    private IdempotentRequest claim(Caller caller, String route, String key, Object request) {
        String principal = caller.owner() + (caller.live() ? "/live" : "/sandbox");
        byte[] body = canonical.writeValueAsBytes(request);
        return new IdempotentRequest(principal, route, key, Fingerprint.of("POST", route, null, null, body));
    }

    private StoredAnswer stored(HttpStatus status, Object made) {
        return new StoredAnswer(status.value(), "application/json", json.writeValueAsBytes(made), Map.of());
    }
}
