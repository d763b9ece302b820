package dev.errata.reference.hookbridge;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Caller;
import dev.errata.store.jdbc.Database;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The route that tells who stands behind the ids that others are shown. */
@RestController
final class ActorController {
    private static final int MOST = 100;

    private final Database database;
    private final Catalog catalog;
    private final KeyRecords keys;

    ActorController(Database database, Catalog catalog, KeyRecords keys) {
        this.database = database;
        this.catalog = catalog;
        this.keys = keys;
    }

    /** Somebody who signs in. */
    record User(String email) {}

    /** A key, by what people write on it. */
    record Key(@Nullable String label) {}

    /**
     * Those that are known, by their ids.
     *
     * @param users nobody: callers come with keys, and there are no people here
     */
    record Actors(Map<String, User> users, Map<String, Key> apiKeys) {}

    /** Keys of the caller's project; of others nothing is told, and nothing of ids that do not exist. */
    @GetMapping("/v1/actors/lookup")
    Answer lookup(
            Caller caller,
            @RequestParam(name = "user_id", required = false) @Nullable String userIds,
            @RequestParam(name = "api_key_id", required = false) @Nullable String keyIds) {
        if (userIds == null && keyIds == null) {
            throw refuse("user_id", "must be there, or api_key_id, or both");
        }
        ids("user_id", userIds);
        List<String> asked = ids("api_key_id", keyIds);
        Map<String, Key> found = new LinkedHashMap<>();
        database.read(db -> keys.of(db, caller.owner())).stream()
                .filter(key -> asked.contains(key.id()))
                .forEach(key -> found.put(key.id(), new Key(key.label())));
        return Answer.of(new Actors(Map.of(), found));
    }

    private List<String> ids(String parameter, @Nullable String text) {
        List<String> ids = text == null ? List.of() : Arrays.asList(text.split(","));
        if (ids.size() > MOST) {
            throw refuse(parameter, "must have at most " + MOST + " ids");
        }
        return ids;
    }

    private ApiException refuse(String parameter, String rule) {
        return catalog.answer(Condition.REQUEST_PARAMETER_CONSTRAINT, Facts.field(parameter, "query", rule))
                .exception();
    }
}
