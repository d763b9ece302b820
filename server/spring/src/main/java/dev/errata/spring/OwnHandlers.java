package dev.errata.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.handler.HandlerExceptionResolverComposite;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;

/**
 * The application's {@code @ExceptionHandler} methods.
 *
 * @param resolvers those of the application, asked for when the first exception comes
 */
record OwnHandlers(ObjectProvider<HandlerExceptionResolver> resolvers) {
    /** What one of them made of the exception, null when none takes it. */
    @Nullable
    ModelAndView resolve(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        for (HandlerExceptionResolver resolver : resolvers.orderedStream().toList()) {
            if (resolver instanceof HandlerExceptionResolverComposite composite) {
                for (HandlerExceptionResolver part : composite.getExceptionResolvers()) {
                    if (part instanceof ExceptionHandlerExceptionResolver methods) {
                        return methods.resolveException(request, response, handler, failure);
                    }
                }
            }
        }
        return null;
    }
}
