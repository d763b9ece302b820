package dev.errata.reference.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/**
 * Gives every test that asks for the service the same one, or a fresh customer of it; it ends with the run.
 *
 * @param <S> the service
 * @param <C> a customer that nobody else has
 */
public abstract class SharedService<S extends Service, C> implements ParameterResolver {
    private final Class<S> service;
    private final Class<C> customer;
    private final Function<Path, S> start;
    private final Function<S, C> arrive;

    /** Starts on a folder for its data. */
    protected SharedService(Class<S> service, Class<C> customer, Function<Path, S> start, Function<S, C> arrive) {
        this.service = service;
        this.customer = customer;
        this.start = start;
        this.arrive = arrive;
    }

    private record Running(Service service, Path data) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            service.close();
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private Running start() {
        try {
            Path data = Files.createTempDirectory("reference");
            return new Running(start.apply(data), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == service || type == customer;
    }

    @Override
    public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        S running = service.cast(context.getRoot()
                .getStore(Namespace.create(SharedService.class))
                .computeIfAbsent(service, unstarted -> start(), Running.class)
                .service());
        return parameter.getParameter().getType() == customer ? arrive.apply(running) : running;
    }
}
