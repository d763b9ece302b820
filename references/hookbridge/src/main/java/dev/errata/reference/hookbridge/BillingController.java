package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Caller;
import dev.errata.guard.quota.Quotas;
import dev.errata.guard.quota.Usage;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of plans and payments; the payment service itself is not here, test controls report in its place. */
@RestController
final class BillingController {
    private static final String PAYMENTS = "https://billing.hookbridge.example/";

    private final Database database;
    private final Catalog catalog;
    private final Accounts accounts;
    private final Quotas quotas;
    private final Ids ids;
    private final InstantSource clock;

    BillingController(
            Database database, Catalog catalog, Accounts accounts, Quotas quotas, Ids ids, InstantSource clock) {
        this.database = database;
        this.catalog = catalog;
        this.accounts = accounts;
        this.quotas = quotas;
        this.ids = ids;
        this.clock = clock;
    }

    record Limits(String plan, long messagesPerMonth, long maxProjects, long maxEndpoints, long retentionDays) {
        static Limits of(Plan plan) {
            return new Limits(plan.word(), plan.messages(), plan.projects(), plan.endpoints(), plan.retentionDays());
        }
    }

    record Used(long messagesUsed, Instant periodStart, Instant periodEnd) {}

    record Subscription(
            String plan,
            String status,
            Limits limits,
            Used usage,
            boolean cancelAtPeriodEnd,
            Instant currentPeriodEnd) {}

    @GetMapping("/v1/billing/subscription")
    Answer subscription(Caller caller) {
        Tenant tenant = database.read(db -> accounts.tenant(db, caller));
        Usage usage = quotas.usage(tenant.id(), Sending.METER);
        return Answer.of(new Subscription(
                tenant.plan().word(),
                tenant.status(),
                Limits.of(tenant.plan()),
                new Used(usage.used(), usage.starts(), usage.resets()),
                false,
                usage.resets()));
    }

    record CheckoutRequest(
            @NotNull
            @Pattern(regexp = "pro|business|enterprise", message = "must be pro, business or enterprise")
            @Nullable
            String plan,

            @NotNull @Pattern(regexp = "monthly|annual", message = "must be monthly or annual") @Nullable
            String interval) {}

    record Checkout(String sessionId, String checkoutUrl) {}

    @PostMapping("/v1/billing/checkout")
    @ResponseStatus(HttpStatus.CREATED)
    Answer checkout(Caller caller, @Valid @RequestBody CheckoutRequest request) {
        Tenant tenant = database.read(db -> accounts.tenant(db, caller));
        if (tenant.plan().isPaid() && tenant.isActive()) {
            throw HookBridgeErrors.alreadySubscribed(tenant.plan().word());
        }
        String session = "cs_" + ids.token();
        return Answer.of(new Checkout(session, PAYMENTS + "checkout/" + session));
    }

    record PortalRequest(@Size(max = 2048) @Nullable String returnUrl) {
        /** Nothing, which PHP's kit writes {@code []}. */
        PortalRequest() {
            this(null);
        }
    }

    record Portal(String portalUrl) {}

    @PostMapping("/v1/billing/portal")
    @ResponseStatus(HttpStatus.CREATED)
    Answer portal(Caller caller, @Valid @RequestBody(required = false) @Nullable PortalRequest request) {
        String back = request == null ? null : request.returnUrl();
        if (back != null && !back.startsWith("https://")) {
            throw catalog.answer(
                            Condition.REQUEST_BODY_FIELD_CONSTRAINT, Facts.field("return_url", "body", "must be https"))
                    .exception();
        }
        if (!database.read(db -> accounts.tenant(db, caller)).customer()) {
            throw HookBridgeErrors.noSubscription();
        }
        return Answer.of(new Portal(PAYMENTS + "portal/" + ids.token()));
    }

    /**
     * A month of the calendar.
     *
     * @param periodEnd its last day
     */
    record Month(LocalDate periodStart, LocalDate periodEnd, long messageCount, long overageCount, long planLimit) {}

    /** The months since the tenant came, newest first; the limit is that of the plan of today. */
    @GetMapping("/v1/billing/usage-history")
    Answer usageHistory(
            Caller caller,
            @RequestParam(defaultValue = "12") @Min(1) @Max(100) int limit,
            @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int offset) {
        Tenant tenant = database.read(db -> accounts.tenant(db, caller));
        List<YearMonth> all = months(tenant);
        List<Month> shown = IntStream.range(Math.min(offset, all.size()), Math.min(offset + limit, all.size()))
                .mapToObj(index -> month(tenant, all.get(index)))
                .toList();
        return Answer.with(
                shown,
                Map.of("limit", limit, "offset", offset, "total", all.size(), "has_more", offset + limit < all.size()));
    }

    /**
     * What of an invoice is for one thing.
     *
     * @param amount in cents
     */
    record Line(String description, long amount, long quantity) {}

    /**
     * What a month costs.
     *
     * @param amountDue in cents, like what was paid
     */
    record Price(long amountDue, long amountPaid, String currency) {}

    /**
     * A month that was paid, whole.
     *
     * @param created when the month was over
     */
    record Invoice(
            String id,
            String status,
            @JsonUnwrapped Price price,
            Instant periodStart,
            Instant periodEnd,
            Instant created,
            List<Line> lines) {
        static Invoice paid(String id, Usage usage, List<Line> lines) {
            long amount = lines.stream().mapToLong(Line::amount).sum();
            Price price = new Price(amount, amount, "usd");
            return new Invoice(id, "paid", price, usage.starts(), usage.resets(), usage.resets(), lines);
        }
    }

    /** One for each month of a paid plan that is over, newest first, at the price of the plan of today. */
    @GetMapping("/v1/billing/invoices")
    Answer invoices(
            Caller caller,
            @RequestParam(defaultValue = "12") @Min(1) @Max(100) int limit,
            @RequestParam(name = "starting_after", required = false) @Nullable String startingAfter) {
        Tenant tenant = database.read(db -> accounts.tenant(db, caller));
        List<Invoice> after = months(tenant).stream()
                .skip(1)
                .filter(month -> tenant.plan().isPaid())
                .map(month -> invoice(tenant, month))
                .dropWhile(invoice -> startingAfter != null && invoice.id().compareTo(startingAfter) >= 0)
                .toList();
        return Answer.with(after.subList(0, Math.min(limit, after.size())), Map.of("has_more", after.size() > limit));
    }

    private Invoice invoice(Tenant tenant, YearMonth month) {
        Usage usage = quotas.usage(tenant.id(), Sending.METER, month);
        Plan plan = tenant.plan();
        long beyond = plan.beyond(usage.used());
        return Invoice.paid(
                "in_" + month,
                usage,
                List.of(
                        new Line("The " + plan.word() + " plan", plan.cents(), 1),
                        new Line("Messages beyond the plan", Plan.centsFor(beyond), beyond)));
    }

    private List<YearMonth> months(Tenant tenant) {
        YearMonth first = YearMonth.from(tenant.createdAt().atOffset(ZoneOffset.UTC));
        return Stream.iterate(
                        YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)),
                        month -> !month.isBefore(first),
                        month -> month.minusMonths(1))
                .toList();
    }

    private Month month(Tenant tenant, YearMonth month) {
        long used = quotas.usage(tenant.id(), Sending.METER, month).used();
        Plan plan = tenant.plan();
        return new Month(month.atDay(1), month.atEndOfMonth(), used, plan.beyond(used), plan.messages());
    }
}
