package dev.errata.spring;

import dev.errata.core.Catalog;
import dev.errata.door.kit.TestCatalog;
import dev.errata.guard.AboutCaller;
import dev.errata.guard.GuardChain;
import dev.errata.guard.stream.EventLog;
import dev.errata.guard.stream.EventStream;
import dev.errata.guard.stream.StreamRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A service with event streams, whose readers say who they are in a header. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        exclude = {
            SecurityAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
        })
@Import({Streaming.Routes.class, Streaming.Control.class})
class Streaming {
    static final int RETAINED = 200;

    /** Who reads. */
    record Reader(String name) implements AboutCaller {}

    /** The clock, the log that is in use, and how streams have ended. */
    static final class Control implements InstantSource {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
        private final Catalog catalog;
        volatile BlockingQueue<String> endings = new LinkedBlockingQueue<>();
        volatile EventLog<String> log;

        Control(Catalog catalog) {
            this.catalog = catalog;
            this.log = fresh(RETAINED, 3);
        }

        EventLog<String> fresh(int retained, int subscribers) {
            // Streams of an earlier log may end late, and not into this one's queue.
            BlockingQueue<String> its = new LinkedBlockingQueue<>();
            endings = its;
            log = new EventLog<>(
                    catalog,
                    new StreamRules(
                            retained,
                            subscribers,
                            Duration.ofSeconds(15),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(3)),
                    this,
                    (group, ending, lastSent, failure) -> its.add(group + " " + ending));
            return log;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        void advance(Duration by) {
            now.updateAndGet(then -> then.plus(by));
        }
    }

    @Bean
    static Catalog catalog() {
        return TestCatalog.build();
    }

    @Bean
    GuardChain guards() {
        return GuardChain.of(request -> {
            String name = request.header("X-Reader");
            if (name != null) {
                request.put(Reader.class, new Reader(name));
            }
            return null;
        });
    }

    @RestController
    static final class Routes {
        private final Control control;

        Routes(Control control) {
            this.control = control;
        }

        @GetMapping("/events")
        EventStream events(Reader reader, @RequestParam(defaultValue = "all") String only) {
            return control.log.stream(reader.name(), (type, about) -> only.equals("all") || about.equals(only));
        }
    }
}
