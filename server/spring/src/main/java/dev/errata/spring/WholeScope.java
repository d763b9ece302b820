package dev.errata.spring;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where every request of the application is in the contract, so that nothing of Boot's own is needed. */
final class WholeScope implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        AdoptionProperties adoption =
                Binder.get(context.getEnvironment()).bindOrCreate("errata", AdoptionProperties.class);
        return adoption.mode() == AdoptionProperties.Mode.ENFORCE
                && AdoptionScope.of(adoption).isWhole();
    }
}
