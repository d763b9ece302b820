package dev.errata.reference.harpoon.webhooks;

import dev.errata.guard.secret.Sealer;
import dev.errata.reference.harpoon.HarpoonErrors;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.SealedColumn;
import dev.errata.webhooks.Network;
import dev.errata.webhooks.RetrySchedule;
import dev.errata.webhooks.SignatureScheme;
import dev.errata.webhooks.UrlCheck;
import dev.errata.webhooks.WebhookQueue;
import dev.errata.webhooks.WebhookSender;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** How Harpoon signs, when it tries again, and where it may call. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
    private static final SignatureScheme SCHEME = new SignatureScheme(
            "X-Harpoon-Webhook-ID",
            "X-Harpoon-Timestamp",
            "X-Harpoon-Signature",
            "sha256=",
            ",",
            SignatureScheme.Encoding.HEX,
            false);

    /** Eight attempts are documented, their times are not. */
    private static final RetrySchedule SCHEDULE = new RetrySchedule(List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12)));

    @Bean
    Addresses addresses(UrlCheck check) {
        return new Addresses(check);
    }

    @Bean
    WebhookStore webhookStore(Database database, Sealer sealer) {
        return new WebhookStore(new SealedColumn(database, sealer, "webhooks", "id", "secret"));
    }

    @Bean
    Webhooks webhooks(WebhookStore store, Addresses addresses, InstantSource clock, RandomGenerator random) {
        return new Webhooks(store, addresses, clock, random);
    }

    @Bean(destroyMethod = "close")
    WebhookSender webhookSender(Network network, InstantSource clock) {
        Duration timeout = Duration.ofSeconds(HarpoonErrors.CATALOG.limit("test-delivery-seconds"));
        return new WebhookSender(network, clock, "Harpoon-Webhook/1.0", timeout);
    }

    @Bean
    CollectionStore collectionStore(Database database, Sealer sealer) {
        return new CollectionStore(new SealedColumn(database, sealer, "collection_endpoints", "id", "secret"));
    }

    @Bean
    Collections collections(CollectionStore store, InstantSource clock, RandomGenerator random) {
        return new Collections(store, clock, random);
    }

    @Bean
    Outbox outbox(WebhookSender sender, JsonMapper json, InstantSource clock, ObjectProvider<WebhookQueue> queue) {
        return new Outbox(sender, SCHEME, json, clock, queue::getObject);
    }

    @Bean
    EventSender eventSender(
            Database database,
            WebhookStore webhooks,
            CollectionStore collections,
            Outbox outbox,
            InstantSource clock,
            RandomGenerator random) {
        return new EventSender(database, webhooks, collections, outbox, clock, random);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    WebhookQueue webhookQueue(
            Database database, WebhookSender sender, EventSender events, InstantSource clock, RandomGenerator random) {
        return new WebhookQueue(
                database.dataSource(), sender, SCHEME, SCHEDULE, events, clock, random, events, database::afterCommit);
    }
}
