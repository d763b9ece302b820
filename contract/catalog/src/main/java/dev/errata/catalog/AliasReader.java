package dev.errata.catalog;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads {@code aliases:} of a page: a list of names, or names each with the day of the renaming. */
final class AliasReader {
    private final @Nullable Root root;

    AliasReader(@Nullable Root root) {
        this.root = root;
    }

    List<Page.Alias> read(YamlObject page, boolean answers) {
        if (!(page.node("aliases") instanceof MappingNode)) {
            return page.texts("aliases").stream()
                    .map(name -> new Page.Alias(name, null))
                    .toList();
        }
        List<Page.Alias> aliases = new ArrayList<>();
        page.object("aliases", "aliases").ifPresent(dated -> {
            Set<LocalDate> days = new HashSet<>();
            for (String name : dated.names()) {
                LocalDate until = until(name, dated, answers);
                if (until != null && !days.add(until)) {
                    dated.invalid(name, until.toString(), "a day that no other alias of the page has");
                }
                aliases.add(new Page.Alias(name, until));
            }
        });
        return List.copyOf(aliases);
    }

    private @Nullable LocalDate until(String name, YamlObject dated, boolean answers) {
        String written = dated.required(name, "the day of the renaming, such as 2026-06-01");
        if (written.isEmpty()) {
            return null;
        }
        if (root != null && root.versionHeader() == null) {
            dated.invalid(name, written, "no day: errata.yaml has no version-header by which callers pin one");
        }
        if (!answers) {
            dated.invalid(
                    name, written, "no day: what stands in a delivery log or a stream has one name for everybody");
        }
        try {
            return LocalDate.parse(written);
        } catch (DateTimeParseException e) {
            dated.invalid(name, written, "a day, such as 2026-06-01");
            return null;
        }
    }
}
