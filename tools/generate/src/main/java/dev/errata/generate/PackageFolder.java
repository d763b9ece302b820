package dev.errata.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that are written into a folder, with a manifest that makes a package of it.
 *
 * <p>A manifest among sources of somebody else's would change how those are read, so it is written only where nothing else
 * lies, and where it was written before.
 */
final class PackageFolder {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final Path folder;
    private final String name;
    private final Map<String, String> files = new LinkedHashMap<>();

    /**
     * A folder.
     *
     * @param name of the package, by which its manifest is known
     */
    PackageFolder(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    PackageFolder with(String path, String text) {
        files.put(path, text);
        return this;
    }

    /** Writes all of them; the manifest where it does no harm. */
    List<Path> write(String manifest, String text) {
        try {
            Files.createDirectories(folder);
            if (isOwn(folder.resolve(manifest))) {
                files.put(manifest, text);
            }
            List<Path> written = new ArrayList<>();
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.toAbsolutePath().getParent());
                written.add(Files.writeString(path, file.getValue()));
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOwn(Path manifest) throws IOException {
        if (Files.exists(manifest)) {
            return Pattern.compile("\\bname\"?\\s*[:=]\\s*\"" + Pattern.quote(name) + "\"")
                    .matcher(Files.readString(manifest))
                    .find();
        }
        List<String> ours = files.keySet().stream()
                .map(path -> path.substring(0, (path + "/").indexOf('/')))
                .toList();
        try (Stream<Path> found = Files.list(folder)) {
            return found.allMatch(path -> ours.contains(path.getFileName().toString()));
        }
    }

    /** The catalog's version as registries of packages want it: three numbers. */
    static String version(String catalogs) {
        List<String> numbers = new ArrayList<>();
        Matcher number = NUMBER.matcher(catalogs);
        while (numbers.size() < 3 && number.find()) {
            numbers.add(Integer.toString(Integer.parseInt(number.group())));
        }
        while (numbers.size() < 3) {
            numbers.add("0");
        }
        return String.join(".", numbers);
    }
}
