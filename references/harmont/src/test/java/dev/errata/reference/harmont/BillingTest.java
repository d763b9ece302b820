package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Balances, checkouts, and accounts that have been there. */
@ExtendWith(SharedHarmont.class)
class BillingTest {
    private static final int RUNNERS = 50;

    private static Reply checkout(Member member, Object cents) {
        return member.post("/billing/checkout/" + member.organization(), Json.write(Map.of("amount_cents", cents)));
    }

    @Test
    void anOrganizationBeginsWithoutABalance(Member member) {
        Object code = member.service()
                .fixture("person", "email", "new-" + member.email(), "name", "Grace")
                .get("code");
        Reply signedIn = member.service()
                .send(
                        null,
                        "POST",
                        "/api/v0/auth/google",
                        Json.write(Map.of("code", code, "redirect_uri", "http://localhost:3000/google")));
        String token = signedIn.at("token");
        String organization = member.service()
                .send(token, "GET", "/api/v0/organizations", null)
                .at("data.0.slug");
        member.service()
                .send(
                        token,
                        "POST",
                        "/api/v0/organizations/" + organization + "/pipelines",
                        "{\"name\":\"Web\",\"repository\":\"https://git.example.com/web.git\",\"default_branch\":\"main\"}");
        Reply build = member.service()
                .send(
                        token,
                        "POST",
                        "/api/v0/organizations/" + organization + "/pipelines/web/builds",
                        "{\"branch\":\"main\",\"commit\":\"1f0c3d2\"}");

        assertThat(build.outcome()).isEqualTo("402 billing_insufficient_balance");
        assertThat(build.at("error.message"))
                .isEqualTo("The balance of " + organization
                        + " is 0 cents and this build costs 10; top it up with at least 10 and start the build again.");
        assertThat(build.at("error.balance_cents")).isEqualTo("0");
    }

    @Test
    void aBalanceIsTheSumOfItsEntries(Member member) {
        member.build("echo");
        Reply balance = member.get("/billing/balance/" + member.organization());
        Reply entries = member.get("/billing/transactions/" + member.organization());

        assertThat(balance.text()).isEqualTo("{\"balance_cents\":9990}");
        assertThat(entries.at("data.0.amount_cents")).isEqualTo("-10");
        assertThat(entries.at("data.0.source")).isEqualTo("vm_lease_debit");
        assertThat(entries.at("data.1.amount_cents")).isEqualTo("10000");
        assertThat(entries.at("data.1.source")).isEqualTo("admin_grant");
        assertThat(entries.at("next_cursor")).isEqualTo("null");
    }

    @Test
    void aBalanceBelowThePriceIsTooLittleAndTheShortfallIsTold(Member member) {
        member.service().fixture("balance", "organization", member.organization(), "cents", "25");

        Reply three = member.plan(List.of(
                Member.command("lint", "make lint"),
                Member.command("test", "make test"),
                Member.command("ship", "make ship")));

        assertThat(three.outcome()).isEqualTo("402 billing_insufficient_balance");
        assertThat(three.at("error.price_cents")).isEqualTo("30");
        assertThat(three.at("error.shortfall_cents")).isEqualTo("5");
        assertThat(member.build("echo").outcome()).isEqualTo("201");
    }

    @Test
    void whatIsLeftPaysForOneBuildThoughManyStartAtOnce(Member member) throws Exception {
        member.service().fixture("balance", "organization", member.organization(), "cents", "15");

        Map<String, Long> outcomes = Race.outcomes(Race.crowd(RUNNERS, i -> member.build("echo " + i)));

        assertThat(outcomes).isEqualTo(Map.of("201", 1L, "402 billing_insufficient_balance", RUNNERS - 1L));
        assertThat(member.get("/billing/balance/" + member.organization()).at("balance_cents"))
                .isEqualTo("5");
        assertThat(member.get(member.builds() + "?limit=1").at("data.0.number")).isEqualTo("1");
    }

    @Test
    void aCheckoutLeadsToThePageOfTheProvider(Member member) {
        Reply reply = checkout(member, 5000);

        assertThat(reply.outcome()).isEqualTo("200");
        assertThat(reply.at("checkout_url")).matches("https://pay\\.example\\.com/[0-9a-f-]{36}");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 99, 1_000_001, Long.MAX_VALUE})
    void anAmountOutOfRangeIsNamed(long cents, Member member) {
        Reply reply = checkout(member, cents);

        assertThat(reply.outcome()).isEqualTo("400 invalid_amount");
        assertThat(reply.at("error.message"))
                .isEqualTo("A checkout takes 100 to 1000000 cents; this one asks for " + cents + ".");
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 1_000_000})
    void theEndsOfTheRangeBelongToIt(long cents, Member member) {
        assertThat(checkout(member, cents).outcome()).isEqualTo("200");
    }

    private static String begun(Member member) {
        String page = checkout(member, 5000).at("checkout_url");
        return page.substring(page.lastIndexOf('/') + 1);
    }

    /** The payment provider tells of a checkout. */
    private static Reply told(Member member, String checkout, String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "checkout";
        arguments[1] = checkout;
        System.arraycopy(more, 0, arguments, 2, more.length);
        Map<String, Object> payment = member.service().fixture("payment", arguments);
        return tell(member, String.valueOf(payment.get("event")), String.valueOf(payment.get("signature")));
    }

    private static Reply tell(Member member, String event, String signature) {
        return member.service().send(null, "POST", "/api/v0/stripe/webhook", event, "Stripe-Signature", signature);
    }

    private static String balance(Member member) {
        return member.get("/billing/balance/" + member.organization()).at("balance_cents");
    }

    @Test
    void aCheckoutThatIsPaidIsCreditedOnceHoweverOftenItIsTold(Member member) throws Exception {
        String checkout = begun(member);
        assertThat(told(member, checkout, "status", "unpaid").outcome()).isEqualTo("200");
        assertThat(told(member, checkout, "type", "checkout.session.expired").outcome())
                .isEqualTo("200");
        assertThat(told(member, "another").outcome()).as("one of somebody else").isEqualTo("200");
        assertThat(balance(member)).isEqualTo("10000");

        assertThat(Race.outcomes(Race.crowd(20, i -> told(member, checkout))))
                .as("under ids of their own")
                .isEqualTo(Map.of("200", 20L));
        assertThat(balance(member)).isEqualTo("15000");
        String again = begun(member);
        assertThat(Race.outcomes(Race.crowd(20, i -> told(member, again, "id", "evt_" + again))))
                .as("under one id")
                .isEqualTo(Map.of("200", 20L));
        assertThat(balance(member)).isEqualTo("20000");
        assertThat(member.get("/billing/transactions/" + member.organization()).at("data.0.source"))
                .isEqualTo("stripe_topup");
    }

    @Test
    void whatTheProviderHasNotSignedIsNotBelieved(Member member) {
        Map<String, Object> payment = member.service().fixture("payment", "checkout", begun(member));
        String event = String.valueOf(payment.get("event"));
        String signature = String.valueOf(payment.get("signature"));

        assertThat(tell(member, event + " ", signature).outcome()).isEqualTo("400 stripe_signature_invalid");
        assertThat(tell(member, event, signature.replace("v1=", "v0=")).outcome())
                .isEqualTo("400 stripe_signature_invalid");
        assertThat(tell(member, event, "x").outcome()).isEqualTo("400 stripe_signature_invalid");
        assertThat(member.service()
                        .send(null, "POST", "/api/v0/stripe/webhook", event)
                        .outcome())
                .isEqualTo("400 stripe_signature_invalid");
        assertThat(balance(member)).isEqualTo("10000");
        assertThat(tell(member, event, signature.replace("v1=", "v1=00,v1=")).outcome())
                .as("while a secret is replaced there are two")
                .isEqualTo("200");
        member.service().advance(Duration.ofMinutes(6));
        assertThat(tell(member, event, signature).outcome()).isEqualTo("400 stripe_signature_invalid");
    }

    @Test
    void anAccountThatHasPaidStaysAndOneThatTurnedBackMayEnd(Member member) {
        String checkout = begun(member);
        Member other = member.service().member();
        String left = begun(other);
        told(member, checkout);

        assertThat(member.delete("/user").outcome()).isEqualTo("409 account_has_billing_history");
        assertThat(member.get("/user").outcome()).isEqualTo("200");
        assertThat(other.delete("/user").outcome()).isEqualTo("204");
        assertThat(told(other, left).outcome())
                .as("paid after the account has ended")
                .isEqualTo("200");
    }

    @Test
    void aCouponIsCreditedOncePerOrganizationAndAsOftenAsItMay(Member member) throws Exception {
        String coupon = String.valueOf(
                member.service().fixture("coupon", "cents", "500", "most", "2").get("coupon"));

        assertThat(Race.outcomes(Race.crowd(12, i -> redeem(member, coupon))))
                .isEqualTo(Map.of("200", 1L, "409 coupon_already_claimed", 11L));
        assertThat(balance(member)).isEqualTo("10500");
        List<Member> others = List.of(
                member.service().member(),
                member.service().member(),
                member.service().member());
        assertThat(Race.outcomes(Race.crowd(3, i -> redeem(others.get(i), coupon))))
                .isEqualTo(Map.of("200", 1L, "400 coupon_exhausted", 2L));
        assertThat(redeem(member, "none").outcome()).isEqualTo("404 coupon_not_found");
        assertThat(member.delete("/user").outcome()).isEqualTo("409 account_has_billing_history");
        assertThat(member.get("/billing/transactions/" + member.organization()).at("data.0.source"))
                .isEqualTo("coupon_redemption");
    }

    private static Reply redeem(Member member, String coupon) {
        return member.post("/billing/coupon/redeem/" + member.organization(), Json.write(Map.of("code", coupon)));
    }

    @Test
    void usageIsThatOfTheJobsThatBeganInTheTime(Member member) {
        Instant from = member.service().now();
        member.plan(List.of(Member.command("lint", "echo"), Map.of("type", "wait"), Member.command("test", "exit 1")));
        member.service().advance(Duration.ofDays(1));
        member.build("echo");
        member.service().advance(Duration.ofSeconds(15));
        String time = "?from=" + from + "&to=" + member.service().now();
        String usage = "/billing/usage/" + member.organization();

        assertThat(member.get(usage + time).text())
                .isEqualTo(
                        "{\"cpu_seconds\":100,\"memory_gb_seconds\":200,\"disk_gb_seconds\":1000,\"total_cents\":30}");
        Reply days = member.get(usage + "/series" + time);
        assertThat(days.at("data.0.date")).isEqualTo(from.toString().substring(0, 10));
        assertThat(days.at("data.0.total_cents")).isEqualTo("20");
        assertThat(days.at("data.1.cpu_seconds")).isEqualTo("20");
        Reply builds = member.get(usage + "/breakdown" + time);
        assertThat(builds.at("data.0.build_number")).isEqualTo("2");
        assertThat(builds.at("data.0.finished_at")).isEqualTo("null");
        assertThat(builds.at("data.1.total_cents")).isEqualTo("-20");
        assertThat(builds.at("data.1.job_count")).isEqualTo("2");
        assertThat(builds.at("data.1.pipeline_name")).isEqualTo("Web");
        assertThat(builds.at("data.1.jobs.1.step_key")).isEqualTo("test");
        assertThat(builds.at("data.1.jobs.1.duration_seconds")).isEqualTo("20");
        assertThat(builds.at("data.1.jobs.1.amount_cents")).isEqualTo("-10");
        assertThat(member.get(usage + "?from=" + from.plusSeconds(20) + "&to=" + from.plusSeconds(40))
                        .at("cpu_seconds"))
                .as("the second job alone")
                .isEqualTo("40");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                | from | must be a time with its zone, such as 2026-11-30T00:00:00Z",
                "?from=2026-11-30&to=2026-12-01                    | from | must be a time with its zone, such as 2026-11-30T00:00:00Z",
                "?from=2026-11-30T00:00:00Z&to=2026-11-30T00:00:00Z | to  | must be later than `from`",
                "?from=2024-11-30T00:00:00Z&to=2026-11-30T00:00:00Z | to  | must be within 400 days of `from`"
            })
    void aTimeOfUsageBeginsBeforeItEnds(String time, String parameter, String rule, Member member) {
        Reply refused = member.get("/billing/usage/" + member.organization() + "/series" + time);

        assertThat(refused.outcome()).isEqualTo("400 billing_usage_window_invalid");
        assertThat(refused.at("error.message")).isEqualTo("Parameter `" + parameter + "` " + rule + ".");
    }

    @Test
    void aCheckoutThatFailedIsNoHistory(Member member) {
        member.passkey();
        member.service().fixture("payments", "state", "down");
        assertThat(checkout(member, 5000).outcome()).isEqualTo("502 billing_provider_error");

        assertThat(member.delete("/user").outcome()).isEqualTo("204");
        assertThat(member.get("/user").outcome()).isEqualTo("401 unauthorized");
    }
}
