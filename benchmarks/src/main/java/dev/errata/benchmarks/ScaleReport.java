package dev.errata.benchmarks;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Finding;
import dev.errata.catalog.Lint;
import dev.errata.catalog.Lock;
import dev.errata.core.Catalog;
import dev.errata.generate.ClientGenerator;
import dev.errata.generate.JavaGenerator;
import dev.errata.site.SiteGenerator;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * How long each tool takes with catalogs of some sizes, each the best of three processes of their own with 512 MB of heap, and how long a
 * page of the site is. Prints {@code benchmarks/scale.md}'s table; the arguments are the sizes.
 */
final class ScaleReport {
    private static final String HEAP = "-Xmx512m";
    /** With what the {@code errata} command starts Java, which ends before compiling more would pay. */
    private static final List<String> AS_THE_COMMAND = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final long SEED = 9;
    private static final int RUNS = 3;

    private ScaleReport() {}

    /** What one process does. */
    private enum Step {
        LINT(true) {
            @Override
            double run(Path work) {
                return seconds(() -> {
                    List<Finding> findings = Lint.check(CatalogSource.read(catalog(work)));
                    if (!findings.isEmpty()) {
                        throw new IllegalStateException(findings.get(0).toString());
                    }
                });
            }
        },
        GENERATE(true) {
            @Override
            double run(Path work) {
                return seconds(() -> {
                    new JavaGenerator(CatalogSource.read(catalog(work)), "scale.server")
                            .write(work.resolve("server"), work.resolve("server-classes"));
                });
            }
        },
        GENERATE_CLIENT(true) {
            @Override
            double run(Path work) {
                return seconds(() -> {
                    CatalogSource source = CatalogSource.read(catalog(work));
                    new JavaGenerator(source, "scale.client").writeSource(work.resolve("client"));
                    new ClientGenerator(source, "scale.client").write(work.resolve("client"));
                });
            }
        },
        JAVAC(false) {
            @Override
            double run(Path work) {
                return seconds(() -> compile(work.resolve("server"), work.resolve("server-classes")));
            }
        },
        JAVAC_CLIENT(false) {
            @Override
            double run(Path work) {
                return seconds(() -> compile(work.resolve("client"), work.resolve("client-classes")));
            }
        },
        INITIALIZE(false) {
            @Override
            double run(Path work) {
                return seconds(() -> Class.forName("scale.server.ScaleErrors"));
            }
        },
        SITE(true) {
            @Override
            double run(Path work) {
                return seconds(() -> SiteGenerator.write(CatalogSource.read(catalog(work)), work.resolve("site")));
            }
        };

        private final boolean command;

        Step(boolean command) {
            this.command = command;
        }

        abstract double run(Path work) throws Exception;

        /** That of a server begins with what it initialises, or the time would be that of opening all jars of this. */
        String classPath(Path work) throws URISyntaxException {
            String all = System.getProperty("java.class.path");
            Path core = Path.of(Catalog.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return this == INITIALIZE
                    ? String.join(
                            File.pathSeparator, work.resolve("server-classes").toString(), core.toString(), all)
                    : all;
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    /** Prints the table for the sizes that the arguments name; with {@code --step} it is the process of one step. */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("--step")) {
            System.out.println(Step.valueOf(args[1]).run(Path.of(args[2])));
            return;
        }
        System.out.println("| codes | lint, s | generate, s | and for clients, s | javac, s | of the client, s |"
                + " class initialised, ms | site, s | bytes a page |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (String size : args) {
            System.out.println(row(Integer.parseInt(size)));
        }
    }

    private static String row(int codes) throws Exception {
        Path work = Files.createTempDirectory("errata-scale");
        try {
            ScaleCatalog.write(catalog(work), codes, SEED);
            Lock.write(CatalogSource.read(catalog(work)));
            List<String> cells = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d", codes)));
            for (Step step : Step.values()) {
                double taken = Double.MAX_VALUE;
                for (int run = 0; run < RUNS; run++) {
                    taken = Math.min(taken, process(step, work));
                }
                cells.add(
                        step == Step.INITIALIZE
                                ? String.format(Locale.ROOT, "%.0f", taken * 1_000)
                                : String.format(Locale.ROOT, "%.1f", taken));
            }
            cells.add(String.format(Locale.ROOT, "%,d", bytesOfAPage(work.resolve("site"))));
            return "| " + String.join(" | ", cells) + " |";
        } finally {
            delete(work);
        }
    }

    private static double process(Step step, Path work) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP));
        command.addAll(step.command ? AS_THE_COMMAND : List.of());
        command.addAll(List.of("-cp", step.classPath(work), ScaleReport.class.getName()));
        command.addAll(List.of("--step", step.name(), work.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(step + " failed: " + output);
        }
        return Double.parseDouble(output.strip());
    }

    private static double seconds(Work work) {
        long start = System.nanoTime();
        try {
            work.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void compile(Path sources, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, System.err, System.err, arguments.toArray(String[]::new))
                != 0) {
            throw new IllegalStateException("javac refused it");
        }
    }

    /** The mean of all HTML but the index, whose length is that of the catalog. */
    private static long bytesOfAPage(Path site) throws IOException {
        try (Stream<Path> files = Files.list(site)) {
            List<Path> pages = files.filter(file -> file.toString().endsWith(".html") && !file.endsWith("index.html"))
                    .filter(file -> !file.getFileName().toString().startsWith("OLD_"))
                    .toList();
            long bytes = 0;
            for (Path page : pages) {
                bytes += Files.size(page);
            }
            return bytes / pages.size();
        }
    }

    private static Path catalog(Path work) {
        return work.resolve("errors");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
