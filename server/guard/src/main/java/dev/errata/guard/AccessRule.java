package dev.errata.guard;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one operation asks of its caller's key. The type of key is looked at before the scope: a key that can never hold
 * the scope is told the reason that can be mended.
 *
 * @param keyType the type of key, null when any will do
 * @param scopes one of these is enough; empty when none is needed. The first is named in the refusal.
 */
public record AccessRule(@Nullable String keyType, List<String> scopes) {
    /** The refusal for this caller, null when it may pass. */
    public @Nullable ApiError check(Catalog catalog, Caller caller) {
        if (keyType != null && !keyType.equals(caller.type())) {
            return catalog.answer(Condition.PERMISSION_KEY_TYPE, Facts.keyType(caller.type(), keyType));
        }
        if (!scopes.isEmpty() && scopes.stream().noneMatch(caller.scopes()::contains)) {
            return catalog.answer(
                    Condition.PERMISSION_SCOPE,
                    Facts.scope(scopes.get(0), caller.scopes().stream().sorted().toList()));
        }
        return null;
    }
}
