package dev.errata.reference.control;

import dev.errata.guard.StoreFault;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Lets the store be lost when it was to say that it has committed: what was called is done, and nobody can tell.
 * Thread-safe.
 */
@ControllerAdvice
final class LostAnswers implements ResponseBodyAdvice<Object> {
    private final Set<String> paths = ConcurrentHashMap.newKeySet();

    private static final class Lost extends RuntimeException implements StoreFault {
        private static final long serialVersionUID = 1L;

        Lost() {
            super("A test control has lost what the store answered to a commit");
        }

        @Override
        public boolean nothingKept() {
            return false;
        }
    }

    /** Loses the answer of the next call of {@code path}. */
    Map<String, Object> lose(Map<String, String> arguments) {
        paths.add(Fixture.required(arguments, "path"));
        return Map.of();
    }

    void restore() {
        paths.clear();
    }

    @Override
    public boolean supports(MethodParameter result, Class<? extends HttpMessageConverter<?>> converter) {
        return !paths.isEmpty();
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter result,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (paths.remove(request.getURI().getPath())) {
            throw new Lost();
        }
        return body;
    }
}
