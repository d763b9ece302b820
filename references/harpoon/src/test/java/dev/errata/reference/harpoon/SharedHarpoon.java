package dev.errata.reference.harpoon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** Gives every test that asks for a {@link Harpoon} the same one, or a fresh {@link Team} of it; it ends with the run. */
final class SharedHarpoon implements ParameterResolver {
    private static final Namespace HERE = Namespace.create(SharedHarpoon.class);

    private record Running(Harpoon service, Path data) implements AutoCloseable {
        static Running start() {
            try {
                Path data = Files.createTempDirectory("harpoon");
                return new Running(Harpoon.start(data), data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            service.close();
            FileSystemUtils.deleteRecursively(data);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Harpoon.class || type == Team.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Harpoon service = context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Running.class, unstarted -> Running.start(), Running.class)
                .service();
        return parameter.getParameter().getType() == Team.class ? service.team() : service;
    }
}
