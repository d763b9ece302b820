package dev.errata.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that one run tells everything. Not thread-safe. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void add(Rule rule, Position at, String message) {
        all.add(new Finding(rule, at, message));
    }

    void add(Rule rule, Path file, int line, String message) {
        add(rule, new Position(file, line, 0), message);
    }

    void addAll(Findings others) {
        all.addAll(others.all);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<Finding> sorted() {
        return all.stream()
                .sorted(Comparator.comparing((Finding f) -> f.at().file())
                        .thenComparing(f -> f.at().line())
                        .thenComparing(f -> f.at().column()))
                .toList();
    }
}
