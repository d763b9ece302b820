package dev.errata.reference.harbor;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Harbor as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class HarborApplication {
    /** Spring makes it. */
    public HarborApplication() {}

    /** The application with its own settings, ready to be given more and to be run. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(HarborApplication.class).properties("spring.config.name=harbor");
    }

    /** Starts it; arguments are Spring's, such as {@code --server.port=8081 --reference.data=/var/lib/harbor}. */
    public static void main(String[] arguments) {
        builder().run(arguments);
    }
}
