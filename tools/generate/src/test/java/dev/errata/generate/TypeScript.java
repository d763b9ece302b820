package dev.errata.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** TypeScript's own compiler, from a Maven artifact; runs where node is installed. */
final class TypeScript {
    private static final String VERSIONS = "META-INF/resources/webjars/typescript/";

    private final Path lib;

    /** Unpacks the compiler into a folder. */
    TypeScript(Path folder) throws IOException {
        lib = Files.createDirectories(folder.resolve("typescript"));
        URL versions = Objects.requireNonNull(TypeScript.class.getClassLoader().getResource(VERSIONS));
        JarURLConnection connection = (JarURLConnection) versions.openConnection();
        // One that is cached would be closed under whoever else reads it.
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            jar.stream().filter(TypeScript::isNeeded).forEach(entry -> unpack(jar, entry));
        }
    }

    /** The compiler and the types of the language's own library. */
    private static boolean isNeeded(JarEntry entry) {
        String path = entry.getName();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.endsWith("tsc.js") || (path.contains("/lib/lib.") && name.endsWith(".d.ts"));
    }

    private void unpack(JarFile jar, JarEntry entry) {
        String name = entry.getName();
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, lib.resolve(name.substring(name.lastIndexOf('/') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the compiler says of these files, as strictly as it can; nothing when they are right. */
    List<String> complaints(Path... files) throws IOException, InterruptedException {
        return compile(List.of("--noEmit"), files);
    }

    /** Compiles a file for the browser or for Node, beside itself; what the compiler says of it. */
    List<String> compile(Path file) throws IOException, InterruptedException {
        return compile(List.of(), file);
    }

    private List<String> compile(List<String> more, Path... files) throws IOException, InterruptedException {
        Scripts.require("node");
        List<String> command =
                new ArrayList<>(List.of("node", lib.resolve("tsc.js").toString()));
        command.addAll(
                List.of("--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--module", "nodenext"));
        command.addAll(List.of("--lib", "es2022,dom", "--pretty", "false"));
        command.addAll(more);
        for (Path file : files) {
            command.add(file.toString());
        }
        Process compiler = new ProcessBuilder(command)
                .directory(files[0].getParent().toFile())
                .redirectErrorStream(true)
                .start();
        compiler.getOutputStream().close();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = compiler.waitFor();
        assertThat(status == 0).as(said).isEqualTo(said.isEmpty());
        return said.lines().toList();
    }
}
