package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.AccessRule;
import dev.errata.guard.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Applies {@link Access}. */
final class AccessInterceptor implements HandlerInterceptor {
    private final Catalog catalog;

    AccessInterceptor(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Access access = handler instanceof HandlerMethod method ? access(method) : null;
        if (access == null) {
            return true;
        }
        if (!(request.getAttribute(RequestAttributes.CALLER) instanceof Caller caller)) {
            throw catalog.answer(Condition.AUTH_MISSING, Facts.none()).exception();
        }
        AccessRule rule =
                new AccessRule(access.keyType().isEmpty() ? null : access.keyType(), List.of(access.scopes()));
        ApiError refusal = rule.check(catalog, caller);
        if (refusal != null) {
            throw refusal.exception();
        }
        return true;
    }

    private static @Nullable Access access(HandlerMethod method) {
        Access own = method.getMethodAnnotation(Access.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Access.class);
    }
}
