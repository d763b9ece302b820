package dev.errata.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code catalog.lock.json}: every code and alias ever published and all that callers see of them, so that no change of
 * the contract can be missed.
 */
public final class Lock {
    private static final String FILE = "catalog.lock.json";

    private Lock() {}

    /**
     * Writes the lock of a catalog.
     *
     * @throws CatalogException when the present lock cannot be read, or a code that it holds has no page any more
     */
    public static Path write(CatalogSource catalog) {
        Path file = file(catalog);
        Findings findings = new Findings();
        if (Files.exists(file)) {
            LockFile.read(file, findings).ifPresent(lock -> vanished(catalog, lock.published(), findings));
        }
        if (!findings.isEmpty()) {
            throw new CatalogException(findings.sorted());
        }
        try {
            return Files.writeString(file, LockFile.text(LockFacts.of(catalog)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void check(CatalogSource catalog, Findings findings) {
        Path file = file(catalog);
        if (!Files.exists(file)) {
            findings.add(
                    Rule.LOCK_CURRENT,
                    Position.of(file),
                    "There is no lock; write it with " + command(file) + " and commit it.");
            return;
        }
        Optional<LockFile> lock = LockFile.read(file, findings);
        if (lock.isEmpty() || vanished(catalog, lock.get().published(), findings)) {
            return;
        }
        LockFacts locked = lock.get().facts();
        if (locked == null) {
            findings.add(
                    Rule.LOCK_CURRENT,
                    Position.of(file),
                    "This lock is of the first format, which held less; write it anew with " + command(file)
                            + " and commit it.");
            return;
        }
        LockFacts now = LockFacts.of(catalog);
        compare(catalog.root().file(), "of the API", locked.api(), now.api(), file, findings);
        for (Page page : catalog.pages()) {
            Map<String, String> was = locked.codes().get(page.code());
            if (was == null) {
                findings.add(
                        Rule.LOCK_CURRENT,
                        Position.of(page.file()),
                        "The lock does not have '" + page.code() + "' yet; if callers may receive it, add it with "
                                + command(file) + ".");
            } else {
                compare(
                        page.file(),
                        "of " + page.code(),
                        was,
                        now.codes().getOrDefault(page.code(), Map.of()),
                        file,
                        findings);
            }
        }
    }

    private static void compare(
            Path where, String of, Map<String, String> was, Map<String, String> is, Path file, Findings findings) {
        Set<String> names = new LinkedHashSet<>(is.keySet());
        names.addAll(was.keySet());
        for (String name : names) {
            String before = shown(was.get(name));
            String after = shown(is.get(name));
            if (!before.equals(after)) {
                findings.add(
                        Rule.LOCK_CURRENT,
                        Position.of(where),
                        "'" + name + "' " + of + " was " + before + " in the lock and is " + after
                                + ". Callers see it: take it back, or write the lock with " + command(file)
                                + " if it is meant.");
            }
        }
    }

    private static String shown(@Nullable String value) {
        return value == null ? "absent" : "'" + value + "'";
    }

    private static boolean vanished(CatalogSource catalog, Set<String> published, Findings findings) {
        boolean any = false;
        for (String code : published) {
            if (catalog.page(code).isEmpty()) {
                any = true;
                findings.add(
                        Rule.LOCK_CURRENT,
                        Position.of(file(catalog)),
                        "The code '" + code
                                + "' was published and has no page any more. Clients match on it: keep its page"
                                + " with 'state: retired', or name it under aliases: of the page that took its place.");
            }
        }
        return any;
    }

    /** What writes the lock. */
    static String command(Path file) {
        return "`errata lint " + file.getParent() + " --write-lock`";
    }

    private static Path file(CatalogSource catalog) {
        return catalog.folder().resolve(FILE);
    }
}
