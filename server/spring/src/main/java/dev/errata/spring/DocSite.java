package dev.errata.spring;

import dev.errata.core.Catalog;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Finds the files of the documentation site on the class path. */
final class DocSite {
    private DocSite() {}

    /** The files below {@code META-INF/errata/<api>/site/}, by their path below it. */
    static Map<String, byte[]> files(Catalog catalog, ClassLoader loader) throws IOException {
        String folder =
                "META-INF/errata/" + catalog.api().toLowerCase(Locale.ROOT).replace(' ', '-') + "/site/";
        Map<String, byte[]> files = new HashMap<>();
        for (Resource resource :
                new PathMatchingResourcePatternResolver(loader).getResources("classpath*:" + folder + "**")) {
            String address = resource.getURL().toString();
            if (resource.isReadable() && !address.endsWith("/")) {
                files.put(
                        address.substring(address.indexOf(folder) + folder.length()), resource.getContentAsByteArray());
            }
        }
        return files;
    }
}
