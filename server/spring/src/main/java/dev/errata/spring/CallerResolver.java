package dev.errata.spring;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.AboutCaller;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a handler what a guard found out about the caller; without it the request is refused. */
final class CallerResolver implements HandlerMethodArgumentResolver {
    private final Catalog catalog;

    CallerResolver(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return AboutCaller.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        Object caller = request.getAttribute(
                dev.errata.spring.RequestAttributes.attribute(parameter.getParameterType()),
                RequestAttributes.SCOPE_REQUEST);
        if (caller == null && !parameter.isOptional()) {
            throw catalog.answer(Condition.AUTH_MISSING, Facts.none()).exception();
        }
        return caller;
    }
}
