package dev.errata.reference.harmont;

import dev.errata.core.Catalog;
import dev.errata.guard.Caller;
import dev.errata.guard.cursor.NumberedPages.Place;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What builds are paid from. */
@RestController
@RequestMapping("/api/v0/billing")
@Access
final class BillingController {
    private final Catalog catalog;
    private final Database database;
    private final Users users;
    private final Organizations organizations;
    private final Ledger ledger;
    private final PaymentProvider provider;
    private final Coupons coupons;
    private final Lists lists;
    private final Ids ids;

    BillingController(
            Catalog catalog,
            Database database,
            Users users,
            Organizations organizations,
            Ledger ledger,
            PaymentProvider provider,
            Coupons coupons,
            Lists lists,
            Ids ids) {
        this.catalog = catalog;
        this.database = database;
        this.users = users;
        this.organizations = organizations;
        this.ledger = ledger;
        this.provider = provider;
        this.coupons = coupons;
        this.lists = lists;
        this.ids = ids;
    }

    record CheckoutRequest(@NotNull @Nullable Long amountCents) {}

    record Checkout(String checkoutUrl) {}

    record Balance(long balanceCents) {}

    @PostMapping("/checkout/{organization}")
    Checkout checkout(Caller caller, @PathVariable String organization, @Valid @RequestBody CheckoutRequest request) {
        String slug =
                database.read(db -> organizations.of(db, caller, organization)).slug();
        long cents = Objects.requireNonNull(request.amountCents());
        if (cents < catalog.limit("checkout-least-cents") || cents > catalog.limit("checkout-most-cents")) {
            throw HarmontErrors.invalidAmount(cents);
        }
        String id = ids.uuid();
        String url = provider.checkout(id, slug, cents);
        database.write(db -> {
            users.mustHold(db, caller.user());
            ledger.checkout(db, id, slug, caller.user(), cents);
            return id;
        });
        return new Checkout(url);
    }

    record Coupon(@NotBlank @Size(max = 64) @Nullable String code) {}

    @PostMapping("/coupon/redeem/{organization}")
    Coupons.Redeemed redeem(Caller caller, @PathVariable String organization, @Valid @RequestBody Coupon request) {
        String code = Objects.requireNonNull(request.code());
        return database.write(db -> {
            users.mustHold(db, caller.user());
            String slug = organizations.of(db, caller, organization).slug();
            return coupons.redeem(db, code, slug, caller.user());
        });
    }

    @GetMapping("/balance/{organization}")
    Balance balance(Caller caller, @PathVariable String organization) {
        return database.read(db -> {
            String slug = organizations.of(db, caller, organization).slug();
            return new Balance(ledger.balance(db, slug));
        });
    }

    @GetMapping("/transactions/{organization}")
    Page<Ledger.Entry> transactions(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Place place = lists.newest(caller, "transactions of " + organization, cursor);
        return database.read(db -> {
            String slug = organizations.of(db, caller, organization).slug();
            return lists.page(
                    place, limit, reading -> ledger.of(db, slug, reading), Ledger.Entry::number, entry -> entry);
        });
    }
}
