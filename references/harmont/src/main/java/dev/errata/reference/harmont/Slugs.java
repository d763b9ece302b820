package dev.errata.reference.harmont;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stands in addresses in place of names. */
final class Slugs {
    private Slugs() {}

    /** Small letters and digits with single hyphens between them; empty when a text has neither. */
    static String of(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** The slug of somebody's own organization. */
    static String ofAddress(String email) {
        String slug = of(email);
        return slug.isEmpty() ? "user" : slug;
    }

    /** The owner and the name of a repository, as they are sent or as its address ends. */
    static String repoName(@Nullable String sent, String repository) {
        if (sent != null) {
            return sent;
        }
        String address =
                repository.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "").replaceFirst("\\.git/*$", "");
        String path =
                address.contains("/") || address.contains(":") ? address.replaceFirst("^[^/:]*[/:]+", "") : address;
        String[] parts = Objects.requireNonNull(path).split("/+");
        return parts.length < 2 ? path : parts[parts.length - 2] + "/" + parts[parts.length - 1];
    }
}
