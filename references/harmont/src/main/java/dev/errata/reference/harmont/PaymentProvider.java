package dev.errata.reference.harmont;

import java.net.URI;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Pages of the payment provider on which people pay. Thread-safe. */
@Component
final class PaymentProvider {
    private final Connections connections;
    private final Upstream upstream;

    PaymentProvider(Connections connections, Upstream upstream) {
        this.connections = connections;
        this.upstream = upstream;
    }

    /** A page to pay an amount on. */
    String checkout(String id, String organization, long cents) {
        URI provider = connections.payments();
        if (provider == null) {
            throw HarmontErrors.billingUnconfigured();
        }
        return upstream.post(provider, Map.of("reference", id, "organization", organization, "amount_cents", cents))
                .map(answer -> answer.path("url"))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .orElseThrow(HarmontErrors::billingProviderError);
    }
}
