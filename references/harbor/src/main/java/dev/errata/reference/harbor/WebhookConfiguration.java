package dev.errata.reference.harbor;

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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** How Harbor signs, when it tries again, and where it may call. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
    static final SignatureScheme SCHEME = new SignatureScheme(
            "Harbor-Delivery-Id", "Harbor-Timestamp", "Harbor-Signature", "", ",", SignatureScheme.Encoding.HEX, false);

    /** Now, after 5 and 30 minutes, then up to a day apart; the last one within 72 hours, with what chance adds. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(5),
            Duration.ofHours(12),
            Duration.ofHours(18),
            Duration.ofHours(20));

    private static final RetrySchedule SCHEDULE = new RetrySchedule(PAUSES, PAUSES, Duration.ofDays(3));

    @Bean(destroyMethod = "close")
    WebhookSender webhookSender(Network network, InstantSource clock) {
        Duration timeout = Duration.ofSeconds(HarborErrors.CATALOG.limit("delivery-timeout-seconds"));
        return new WebhookSender(network, clock, "Harbor-Webhooks/2.0", timeout);
    }

    @Bean
    DeliveryRecords deliveryRecords(Database database, JsonMapper json) {
        return new DeliveryRecords(database, json);
    }

    @Bean
    EventSender eventSender(
            Database database,
            HarborStore store,
            DeliveryRecords records,
            JsonMapper json,
            Ids ids,
            ObjectProvider<WebhookQueue> queue) {
        return new EventSender(database, store, records, json, ids, queue::getObject);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    WebhookQueue webhookQueue(
            Database database,
            WebhookSender sender,
            EventSender destinations,
            DeliveryRecords records,
            InstantSource clock,
            SecureRandom random) {
        return new WebhookQueue(
                database.dataSource(),
                sender,
                SCHEME,
                SCHEDULE,
                destinations,
                clock,
                random,
                records,
                database::afterCommit);
    }
}
