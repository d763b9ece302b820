package dev.errata.reference.harmont;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What is asked by machines: load balancers, runners, the payment provider. */
@RestController
final class MetaController {
    private final ApplicationAvailability availability;
    private final PaymentEvents events;

    MetaController(ApplicationAvailability availability, PaymentEvents events) {
        this.availability = availability;
        this.events = events;
    }

    record Status(String status) {}

    @GetMapping("/api/v0/ping")
    Status ping() {
        return new Status("ok");
    }

    @GetMapping(path = "/healthz", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> health() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                ? ResponseEntity.ok("ok")
                : ResponseEntity.status(503).body("draining");
    }

    /** Sources are for runners, whose tokens nobody receives; there are none here. */
    @GetMapping("/api/v0/internal/builds/{id}/source.tar.gz")
    @SuppressWarnings("DoNotCallSuggester") // Spring calls it.
    Status source(@PathVariable String id) {
        throw HarmontErrors.sourceNotFound(id);
    }

    @PostMapping("/api/v0/stripe/webhook")
    Status paid(
            @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String signature,
            @RequestBody byte[] body) {
        events.take(signature, body);
        return new Status("ok");
    }
}
