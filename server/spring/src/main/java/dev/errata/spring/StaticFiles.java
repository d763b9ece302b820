package dev.errata.spring;

import java.util.Arrays;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Keeps Spring MVC from looking for a file wherever no route has a path, in an application that has none: the search goes
 * through all jars for each such request, and takes far longer than the answer.
 */
final class StaticFiles implements BeanPostProcessor {
    /** Whoever sets it has the last word. */
    private static final String SWITCH = "spring.web.resources.add-mappings";

    private final ResourceLoader resources;
    private final Environment environment;

    StaticFiles(ResourceLoader resources, Environment environment) {
        this.resources = resources;
        this.environment = environment;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof WebProperties properties
                && !environment.containsProperty(SWITCH)
                && !hasAny(properties.getResources())) {
            properties.getResources().setAddMappings(false);
        }
        return bean;
    }

    /** Only folders of the class path are known for good; others may be filled later. */
    private boolean hasAny(WebProperties.Resources settings) {
        return Arrays.stream(settings.getStaticLocations())
                .anyMatch(location -> !location.startsWith("classpath:")
                        || resources.getResource(location).exists());
    }
}
