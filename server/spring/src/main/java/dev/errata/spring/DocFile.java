package dev.errata.spring;

import dev.errata.core.Catalog;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * One file of the documentation site.
 *
 * @param bytes its content
 * @param tag its entity tag, with its quotation marks
 */
record DocFile(byte[] bytes, String tag) {
    static DocFile of(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new DocFile(bytes, '"' + HexFormat.of().formatHex(hash, 0, 16) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The files below {@code META-INF/errata/<api>/site/} on the class path, by their path below it. */
    static Map<String, DocFile> site(Catalog catalog, ClassLoader loader) throws IOException {
        String folder =
                "META-INF/errata/" + catalog.api().toLowerCase(Locale.ROOT).replace(' ', '-') + "/site/";
        Map<String, DocFile> files = new HashMap<>();
        for (Resource resource :
                new PathMatchingResourcePatternResolver(loader).getResources("classpath*:" + folder + "**")) {
            String address = resource.getURL().toString();
            if (resource.isReadable() && !address.endsWith("/")) {
                files.put(
                        address.substring(address.indexOf(folder) + folder.length()),
                        of(resource.getContentAsByteArray()));
            }
        }
        return files;
    }
}
