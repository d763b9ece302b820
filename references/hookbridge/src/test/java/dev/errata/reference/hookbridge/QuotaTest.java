package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** So many messages in a month, and so many of other things at all. */
@ExtendWith(SharedHookBridge.class)
class QuotaTest {
    private static final String BODY = "{\"a\": 1}";

    private static void use(Account account, long messages) {
        account.service().fixture("usage", "tenant_id", account.tenant(), "messages", Long.toString(messages));
    }

    @Test
    void theFreePlanEndsAtItsNumberAndBeginsAnewWithTheMonth(HookBridge service) {
        Account account = service.account(Plan.FREE);
        String endpoint = account.pausedEndpoint();
        use(account, Plan.FREE.messages() - 1);

        assertThat(account.send(endpoint, BODY, "").status()).isEqualTo(202);
        Reply refused = account.send(endpoint, BODY, "");

        Instant now = service.now();
        Instant next = YearMonth.from(now.atOffset(ZoneOffset.UTC))
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
        assertThat(refused.outcome()).isEqualTo("429 USAGE_LIMIT_EXCEEDED");
        assertThat(refused.at("error.details"))
                .startsWith("{plan=free, usage=1000, limit=1000, resets=" + next + ", retry_after_ms=");
        assertThat(Duration.ofMillis(Long.parseLong(refused.at("error.details.retry_after_ms"))))
                .isBetween(
                        Duration.between(now, next), Duration.between(now, next).plusMinutes(1));

        service.advance(Duration.between(now, next));
        assertThat(account.send(endpoint, BODY, "").status()).isEqualTo(202);
        assertThat(account.get("/v1/billing/usage-history").at("data.1.message_count"))
                .isEqualTo("1000");
        assertThat(LocalDate.ofInstant(service.now(), ZoneOffset.UTC).getDayOfMonth())
                .isEqualTo(1);
    }

    @Test
    void aRepeatUnderItsKeyIsAnsweredWithNothingLeft(HookBridge service) {
        Account account = service.account(Plan.FREE);
        String endpoint = account.pausedEndpoint();
        String first =
                account.send(endpoint, BODY, ", \"idempotency_key\": \"one\"").at("data.message_id");
        use(account, Plan.FREE.messages() - 1);

        assertThat(account.send(endpoint, BODY, "").outcome()).isEqualTo("429 USAGE_LIMIT_EXCEEDED");
        assertThat(account.send(endpoint, BODY, ", \"idempotency_key\": \"one\"")
                        .at("data.message_id"))
                .isEqualTo(first);
    }

    @Test
    void paidPlansGoOnAndCountWhatIsAbove(Account account) {
        String endpoint = account.pausedEndpoint();
        use(account, Plan.PRO.messages());

        assertThat(account.send(endpoint, BODY, "").status()).isEqualTo(202);
        assertThat(account.get("/v1/billing/usage-history").at("data.0.overage_count"))
                .isEqualTo("1");
    }

    @Test
    void aMonthOfAPaidPlanThatIsOverHasAnInvoice(HookBridge service) {
        Account account = service.account();
        Instant now = service.now();
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        use(account, Plan.PRO.messages() + 1_001);
        Instant next = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);

        assertThat(account.get("/v1/billing/invoices").at("data")).isEqualTo("[]");
        service.advance(Duration.between(now, next));

        Reply invoices = account.get("/v1/billing/invoices");
        Instant start = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        assertThat(invoices.at("data.0"))
                .isEqualTo("{id=in_" + month + ", status=paid, amount_due=3000, amount_paid=3000, currency=usd,"
                        + " period_start=" + start + ", period_end=" + next + ", created=" + next
                        + ", lines=[{description=The pro plan, amount=2900, quantity=1}, {description=Messages beyond"
                        + " the plan, amount=100, quantity=1001}]}");
        assertThat(invoices.at("meta.has_more")).isEqualTo("false");
        assertThat(account.get("/v1/billing/usage-history").at("data.1"))
                .isEqualTo("{period_start=" + month.atDay(1) + ", period_end=" + month.atEndOfMonth()
                        + ", message_count=51001, overage_count=1001, plan_limit=50000}");
    }

    @Test
    void aPlanHasSoManyEndpointsOfAllProjectsTogether(HookBridge service) {
        Account account = service.account(Plan.FREE);
        for (int i = 0; i < Plan.FREE.endpoints(); i++) {
            account.endpoint("https://hooks.example.com/" + i);
        }

        Reply refused = account.post("/v1/endpoints", "{\"url\": \"https://hooks.example.com/more\"}");

        assertThat(refused.outcome()).isEqualTo("429 ENDPOINT_LIMIT_REACHED");
        assertThat(refused.at("error.details")).isEqualTo("{limit=3, current=3, plan=free}");
        account.delete("/v1/endpoints/" + account.get("/v1/endpoints").at("data.0.id"));
        account.endpoint("https://hooks.example.com/more");
    }

    @Test
    void theNumberOfAProjectIsItsOwnInAMinute(HookBridge service) {
        Account account = service.account();
        assertThat(account.put("/v1/projects/" + account.project(), "{\"name\": \"Slow\", \"rate_limit_default\": 2}")
                        .status())
                .isEqualTo(200);
        Reply refused = service.eventually(() -> account.get("/v1/endpoints"), reply -> reply.status() == 429);

        assertThat(refused.outcome()).isEqualTo("429 BURST_LIMIT_EXCEEDED");
        long wait = Long.parseLong(refused.at("error.details.retry_after_ms"));
        assertThat(wait).isBetween(1L, 60_000L);
        assertThat(refused.header("Retry-After")).isEqualTo(Long.toString((wait + 999) / 1000));
        service.advance(Duration.ofMillis(wait));
        assertThat(account.get("/v1/endpoints").status()).isEqualTo(200);
    }
}
