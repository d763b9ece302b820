package dev.errata.reference.harborprotocol;

import dev.errata.core.Catalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Makes routes of the registry. */
final class ProtocolRoutes {
    private static final String LEAST = "token-bytes";
    private static final Operation<?> ELSEWHERE = new Operation<>(Object.class, (call, request) -> {
        throw HarborProtocolErrors.invalidRequestServedElsewhere();
    });

    private final Catalog catalog;
    private final JsonMapper json;
    private final Map<String, Operation<?>> operations = new HashMap<>();

    /**
     * Routes over these surfaces.
     *
     * @throws IllegalStateException when registry and surfaces do not have the same methods
     */
    ProtocolRoutes(Catalog catalog, JsonMapper json, List<Surface> surfaces) {
        this.catalog = catalog;
        this.json = json;
        surfaces.forEach(surface -> operations.putAll(surface.operations()));
        List<String> calls =
                Methods.ALL.stream().filter(Method::isCall).map(Method::name).toList();
        if (calls.size() != operations.size() || !operations.keySet().containsAll(calls)) {
            throw new IllegalStateException("The registry has " + calls + ", but the surfaces have "
                    + operations.keySet() + "; add what is missing to either");
        }
    }

    /** Adds a route for each call, and one for each name that somebody may look for among the controls. */
    void register(RequestMappingHandlerMapping mapping) {
        for (Method method : Methods.ALL) {
            Operation<?> operation = operations.get(method.name());
            if (operation != null) {
                add(mapping, method.route(), handler(operation, method.bodyLimit()));
            }
            if (!method.route().equals(Methods.CONTROL + method.name())) {
                add(mapping, Methods.CONTROL + method.name(), handler(ELSEWHERE, LEAST));
            }
        }
    }

    private CallHandler<?> handler(Operation<?> operation, String bodyLimit) {
        return new CallHandler<>(operation, catalog, catalog.limit(bodyLimit), json);
    }

    private static void add(RequestMappingHandlerMapping mapping, String route, CallHandler<?> handler) {
        RequestMappingInfo info = RequestMappingInfo.paths(route)
                .methods(RequestMethod.POST)
                .consumes(MediaType.APPLICATION_JSON_VALUE)
                .produces(MediaType.APPLICATION_JSON_VALUE)
                .options(mapping.getBuilderConfiguration())
                .build();
        for (java.lang.reflect.Method method : CallHandler.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(ResponseBody.class)) {
                mapping.registerMapping(info, handler, method);
            }
        }
    }
}
