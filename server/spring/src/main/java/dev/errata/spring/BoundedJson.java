package dev.errata.spring;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where JSON is read within bounds. */
final class BoundedJson implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        JsonProperties json = Binder.get(context.getEnvironment()).bindOrCreate("errata.json", JsonProperties.class);
        return json.is(json.bounded());
    }
}
