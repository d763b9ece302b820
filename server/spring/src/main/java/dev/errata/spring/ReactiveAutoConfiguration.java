package dev.errata.spring;

import dev.errata.core.ToolError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;

/** Says to a reactive application what it cannot have, instead of letting it find out. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class ReactiveAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ReactiveAutoConfiguration.class);

    ReactiveAutoConfiguration() {
        LOG.warn(
                ToolError.REACTIVE_APPLICATION.tell(
                        "This application is reactive, so errata-spring answers none of its errors; Spring MVC is what it supports."));
    }
}
