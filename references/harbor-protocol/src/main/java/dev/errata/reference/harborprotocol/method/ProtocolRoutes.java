package dev.errata.reference.harborprotocol.method;

import dev.errata.core.Catalog;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import java.util.List;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Makes routes of the registry. */
public record ProtocolRoutes(Methods methods, Catalog catalog, JsonMapper json) {
    private static final Method<Object> ELSEWHERE = new Method<>(
            "",
            Family.POSTURE,
            Need.IDENTITY,
            Object.class,
            (call, request) -> {
                throw HarborProtocolErrors.invalidRequestServedElsewhere();
            },
            List.of(),
            "says that the method is served at another route");

    /** Adds a route for each call, and one for each name that somebody may look for among the controls. */
    public void register(RequestMappingHandlerMapping mapping) {
        for (Method<?> method : methods.all()) {
            if (method.isCall()) {
                add(mapping, method.route(), new CallHandler<>(method, catalog, json));
            }
            if (!method.route().equals(Methods.CONTROL + method.name())) {
                add(mapping, Methods.CONTROL + method.name(), new CallHandler<>(ELSEWHERE, catalog, json));
            }
        }
    }

    private static void add(RequestMappingHandlerMapping mapping, String route, CallHandler<?> handler) {
        RequestMappingInfo info = RequestMappingInfo.paths(route)
                .methods(RequestMethod.POST)
                .options(mapping.getBuilderConfiguration())
                .build();
        for (java.lang.reflect.Method method : CallHandler.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(ResponseBody.class)) {
                mapping.registerMapping(info, handler, method);
            }
        }
    }
}
