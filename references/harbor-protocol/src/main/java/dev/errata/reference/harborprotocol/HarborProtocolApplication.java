package dev.errata.reference.harborprotocol;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The runtime as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class HarborProtocolApplication {
    /** Spring makes it. */
    public HarborProtocolApplication() {}

    /** The application with its own settings, ready to be given more and to be run. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(HarborProtocolApplication.class)
                .properties("spring.config.name=harbor-protocol");
    }

    /** Starts it; arguments are Spring's, such as {@code --server.port=8082 --harbor-protocol.artifacts=sql}. */
    public static void main(String[] arguments) {
        builder().run(arguments);
    }
}
