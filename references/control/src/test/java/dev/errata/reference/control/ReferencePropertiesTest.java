package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ReferencePropertiesTest {
    private static ReferenceProperties read(Map<String, Object> variables) {
        return new Binder(ConfigurationPropertySources.from(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables)))
                .bind("reference", ReferenceProperties.class)
                .get();
    }

    @Test
    void portsOfWebhooksAreThoseOfTheVariableOrTheUsualOnes() {
        assertThat(read(Map.of("REFERENCE_DATA", "data", "REFERENCE_WEBHOOKPORTS", "443,9443"))
                        .webhookPorts())
                .containsExactlyInAnyOrder(443, 9443);
        assertThat(read(Map.of("REFERENCE_DATA", "data")).webhookPorts())
                .containsExactlyInAnyOrder(80, 443, 8080, 8443);
    }
}
