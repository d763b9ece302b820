package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is built, again and again.
 *
 * @param allowManual whether people may start builds by themselves
 */
record Pipeline(
        @JsonIgnore long number,
        @JsonIgnore String organization,
        String slug,
        @JsonUnwrapped Face face,
        @JsonUnwrapped Repository repository,
        boolean allowManual,
        Instant createdAt) {

    /** What people call it. */
    record Face(String name, @Nullable String description) {}

    /**
     * Where it is built from.
     *
     * @param repoName the owner and the name of the repository, such as {@code acme/shop}
     */
    record Repository(
            String repository,
            String defaultBranch,
            @Nullable String repoName) {}

    /** Nothing makes one public. */
    @JsonProperty
    String visibility() {
        return "private";
    }
}
