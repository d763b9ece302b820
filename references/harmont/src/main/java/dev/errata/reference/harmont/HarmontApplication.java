package dev.errata.reference.harmont;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Harmont as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class HarmontApplication {
    /** Spring makes it. */
    public HarmontApplication() {}

    /** The application with its own settings, ready to be given more and to be run. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(HarmontApplication.class).properties("spring.config.name=harmont");
    }

    /** Starts it; arguments are Spring's, such as {@code --server.port=8083 --reference.data=/var/lib/harmont}. */
    public static void main(String[] arguments) {
        builder().run(arguments);
    }
}
