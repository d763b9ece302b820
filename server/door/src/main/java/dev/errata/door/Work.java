package dev.errata.door;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What an application does for a request that was let in. */
@FunctionalInterface
public interface Work {
    /**
     * Does it; whatever it throws is answered.
     *
     * @param check must hear of the bytes of the body, null where nothing bounds it
     */
    void run(@Nullable BodyCheck check) throws IOException;
}
