package dev.errata.reference.harpoon.merchant;

import dev.errata.guard.Caller;
import dev.errata.reference.harpoon.Envelope;
import dev.errata.spring.Access;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The routes of the team itself. */
@RestController
final class MerchantController {
    private final PaymentMethods methods;

    MerchantController(PaymentMethods methods) {
        this.methods = methods;
    }

    /** The contract names the route and not its answer; the members are ours. */
    @GetMapping("/v1/merchant/payment-methods")
    @Access(scopes = "transactions:read")
    Envelope paymentMethods(Caller caller) {
        return Envelope.of(methods.of(caller.owner(), caller.live()));
    }
}
