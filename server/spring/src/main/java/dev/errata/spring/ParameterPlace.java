package dev.errata.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;

/**
 * Where the value of a handler's parameter comes from.
 *
 * @param location {@code body}, {@code query}, {@code path}, {@code header} or {@code cookie}
 * @param name as the sender writes it; empty for a body
 */
record ParameterPlace(String location, String name) {
    static ParameterPlace of(MethodParameter parameter) {
        if (parameter.hasParameterAnnotation(RequestBody.class)) {
            return new ParameterPlace("body", "");
        }
        RequestPart part = parameter.getParameterAnnotation(RequestPart.class);
        if (part != null) {
            return named("body", part.name(), parameter);
        }
        PathVariable variable = parameter.getParameterAnnotation(PathVariable.class);
        if (variable != null) {
            return named("path", variable.name(), parameter);
        }
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        if (header != null) {
            return named("header", header.name(), parameter);
        }
        CookieValue cookie = parameter.getParameterAnnotation(CookieValue.class);
        if (cookie != null) {
            return named("cookie", cookie.name(), parameter);
        }
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        return named("query", query == null ? null : query.name(), parameter);
    }

    private static ParameterPlace named(String location, @Nullable String declared, MethodParameter parameter) {
        String found = StringUtils.hasText(declared) ? declared : parameter.getParameterName();
        // A class compiled without -parameters keeps no names.
        return new ParameterPlace(location, found == null ? "arg" + parameter.getParameterIndex() : found);
    }
}
