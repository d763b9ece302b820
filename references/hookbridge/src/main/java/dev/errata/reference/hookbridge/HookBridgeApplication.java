package dev.errata.reference.hookbridge;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** HookBridge as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableScheduling
public class HookBridgeApplication {
    /** Spring makes it. */
    public HookBridgeApplication() {}

    /** The application with its own settings, ready to be given more and to be run. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(HookBridgeApplication.class).properties("spring.config.name=hookbridge");
    }

    /** Starts it; arguments are Spring's, such as {@code --server.port=8085 --reference.data=/var/lib/hookbridge}. */
    public static void main(String[] arguments) {
        builder().run(arguments);
    }
}
