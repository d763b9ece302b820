package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void anAccountThatHasBeenToTheCheckoutStays(Member member) {
        member.passkey();
        checkout(member, 5000);

        assertThat(member.delete("/user").outcome()).isEqualTo("409 account_has_billing_history");
        assertThat(member.get("/user").outcome()).isEqualTo("200");
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
