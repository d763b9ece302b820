package dev.errata.reference.hookbridge;

import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.Network;
import dev.errata.webhooks.RetrySchedule;
import dev.errata.webhooks.SignatureScheme;
import dev.errata.webhooks.WebhookQueue;
import dev.errata.webhooks.WebhookSender;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How HookBridge signs, when it tries again, and where it may call. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
    static final SignatureScheme SCHEME = new SignatureScheme(
            "X-Webhook-Id",
            "X-Webhook-Timestamp",
            "X-Webhook-Signature",
            "sha256=",
            ",",
            SignatureScheme.Encoding.HEX,
            false);

    /** Eight attempts. The contract names an eighth pause of 96 hours, which no ninth attempt follows. */
    private static final RetrySchedule SCHEDULE = new RetrySchedule(
                    List.of(
                            Duration.ofMinutes(30),
                            Duration.ofHours(2),
                            Duration.ofHours(6),
                            Duration.ofHours(12),
                            Duration.ofHours(24),
                            Duration.ofHours(48),
                            Duration.ofHours(72)),
                    List.of(
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(120),
                            Duration.ofSeconds(240),
                            Duration.ofSeconds(300)))
            .endedBy(WebhookConfiguration::isFinal);

    /** What a receiver answers to a request that it would refuse in the same way again: 4xx, without late and too many. */
    private static boolean isFinal(int status) {
        return status >= 400 && status < 500 && status != 408 && status != 429;
    }

    @Bean(destroyMethod = "close")
    WebhookSender webhookSender(Network network, InstantSource clock) {
        Duration timeout = Duration.ofSeconds(HookBridgeErrors.CATALOG.limit("delivery-timeout-seconds"));
        return new WebhookSender(network, clock, "HookBridge/1.0", timeout);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    WebhookQueue webhookQueue(
            Database database, WebhookSender sender, Deliveries deliveries, InstantSource clock, SecureRandom random) {
        return new WebhookQueue(
                database.dataSource(),
                sender,
                SCHEME,
                SCHEDULE,
                deliveries,
                clock,
                random,
                deliveries,
                database::afterCommit);
    }
}
