package dev.errata.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a handler method asks of its caller's key; on a class, what all its methods ask. A method's own annotation
 * replaces that of its class. Checked before the body is read, by {@link dev.errata.guard.AccessRule}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Access {
    /** The type of key, such as {@code secret}; empty when any type will do. */
    String keyType() default "";

    /** Scopes of which one is enough; none when none is needed. */
    String[] scopes() default {};
}
