package dev.errata.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a folder; everything that is wrong is said at once. */
final class CatalogReader {
    private final Path folder;
    private final Findings findings = new Findings();

    CatalogReader(Path folder) {
        this.folder = folder;
    }

    CatalogSource read() {
        Path rootFile = folder.resolve("errata.yaml");
        if (!Files.isRegularFile(rootFile)) {
            findings.add(
                    Rule.ROOT_COMPLETE,
                    Position.of(rootFile),
                    "There is no errata.yaml in this folder; a catalog is a folder with errata.yaml and codes/.");
            throw new CatalogException(findings.sorted());
        }
        Optional<Root> root = text(rootFile, findings).flatMap(text -> new RootReader(rootFile, findings).read(text));
        List<Page> pages = new ArrayList<>();
        List<ReadPage> read = pageFiles().parallelStream()
                .map(file -> page(file, root.orElse(null)))
                .toList();
        for (ReadPage each : read) {
            each.page().ifPresent(pages::add);
            findings.addAll(each.findings());
        }
        if (!findings.isEmpty() || root.isEmpty()) {
            throw new CatalogException(findings.sorted());
        }
        pages.sort(Comparator.comparing(Page::code));
        return new CatalogSource(folder, root.get(), List.copyOf(pages));
    }

    private record ReadPage(Optional<Page> page, Findings findings) {}

    private static ReadPage page(Path file, @Nullable Root root) {
        Findings own = new Findings();
        return new ReadPage(text(file, own).flatMap(text -> new PageReader(file, root, own).read(text)), own);
    }

    private List<Path> pageFiles() {
        Path codes = folder.resolve("codes");
        if (!Files.isDirectory(codes)) {
            return noPages(codes);
        }
        try (Stream<Path> files = Files.walk(codes)) {
            List<Path> pages = files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(".md"))
                    .sorted()
                    .toList();
            return pages.isEmpty() ? noPages(codes) : pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> noPages(Path codes) {
        findings.add(
                Rule.CATALOG_NOT_EMPTY,
                Position.of(codes),
                "There is no page here; write one file for each code, named after it, such as codes/NOT_FOUND.md.");
        return List.of();
    }

    private static Optional<String> text(Path file, Findings findings) {
        try {
            String text = Files.readString(file).replace("\r\n", "\n");
            if (!text.startsWith("\uFEFF")) {
                return Optional.of(text);
            }
            findings.add(
                    Rule.VALUE_VALID,
                    file,
                    1,
                    "This file begins with a byte order mark, which editors do not show; save it as UTF-8 without one.");
        } catch (CharacterCodingException e) {
            findings.add(Rule.VALUE_VALID, Position.of(file), "This file is not UTF-8; save it as UTF-8.");
        } catch (IOException e) {
            findings.add(Rule.VALUE_VALID, Position.of(file), "This file cannot be read: " + e.getMessage() + ".");
        }
        return Optional.empty();
    }
}
