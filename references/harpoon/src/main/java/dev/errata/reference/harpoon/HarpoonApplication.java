package dev.errata.reference.harpoon;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Harpoon as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableScheduling
public class HarpoonApplication {
    /** Spring makes it. */
    public HarpoonApplication() {}

    /** The application with its own settings, ready to be given more and to be run. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(HarpoonApplication.class).properties("spring.config.name=harpoon");
    }

    /** Starts it; arguments are Spring's, such as {@code --server.port=8084 --reference.data=/var/lib/harpoon}. */
    public static void main(String[] arguments) {
        builder().run(arguments);
    }
}
