package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.History;
import dev.errata.reference.control.Json;
import dev.errata.reference.control.Nodes;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import dev.errata.reference.harmont.Member.Ceremony;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several ask for at once of the same thing, of whichever node. */
class RaceTest {
    private static final String GONE = "401 unauthorized";

    private static Nodes<Harmont> nodes;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        nodes = Nodes.with(Harmont.start(data), data, HarmontApplication.class, Harmont::new);
    }

    @AfterAll
    static void close() {
        nodes.close();
    }

    private interface Round {
        void run(String name, Member member) throws Exception;
    }

    private static void rounds(Round round) {
        Race.rounds(name -> round.run(name, nodes.of(0).member()));
    }

    @Test
    void anAccountThatEndsTakesWithItWhatIsAddedMeanwhile() {
        rounds((round, member) -> {
            List<Reply> replies = Race.crowd(
                    8,
                    number -> number == 0
                            ? member.delete("/user")
                            : member.at(nodes.of(number)).post("/user/api-tokens", "{\"description\": \"one\"}"));

            assertThat(replies.get(0).outcome()).as(round).isEqualTo("204");
            assertThat(replies.subList(1, 8)).as(round).allSatisfy(reply -> {
                assertThat(reply.outcome()).isIn("201", GONE);
                if (reply.status() == 201) {
                    assertThat(member.service()
                                    .send(reply.at("token"), "GET", "/api/v0/user", null)
                                    .outcome())
                            .isEqualTo(GONE);
                }
            });
        });
    }

    @Test
    void anAccountEndsOnce() {
        rounds((round, member) -> assertThat(Race.outcomes(
                        Race.crowd(8, number -> member.at(nodes.of(number)).delete("/user"))))
                .as(round)
                .isEqualTo(Map.of("204", 1L, GONE, 7L)));
    }

    @Test
    void anAccountEndsOrHasRedeemedACoupon() {
        rounds((round, member) -> {
            String redeem = "/billing/coupon/redeem/" + member.organization();
            Object coupon = member.service().fixture("coupon").get("coupon");

            List<String> outcomes = Race.of(
                            () -> member.post(redeem, "{\"code\": \"" + coupon + "\"}"),
                            () -> member.at(nodes.of(1)).delete("/user"))
                    .stream()
                    .map(Reply::outcome)
                    .toList();

            assertThat(outcomes)
                    .as(round)
                    .isIn(
                            List.of("200", "409 account_has_billing_history"),
                            List.of(GONE, "204"),
                            // Let in before the account ended, and its organization with it.
                            List.of("404 organization_not_found", "204"));
        });
    }

    @Test
    void whoSignsInWhileTheAccountEndsIsNotSignedIn() {
        rounds((round, member) -> {
            String credential = member.passkey();
            Ceremony ceremony = member.ask("login/options", null);
            Object assertion = member.use(ceremony, credential);

            List<Reply> replies =
                    Race.of(() -> member.at(nodes.of(1)).login(ceremony, assertion), () -> member.delete("/user"));

            assertThat(replies.get(1).outcome()).as(round).isEqualTo("204");
            assertThat(replies.get(0).outcome()).as(round).isIn("200", "400 passkey_unknown_credential");
            if (replies.get(0).status() == 200) {
                assertThat(member.service()
                                .send(replies.get(0).at("token"), "GET", "/api/v0/user", null)
                                .outcome())
                        .as(round)
                        .isEqualTo(GONE);
            }
        });
    }

    @Test
    void buildsOfAllNodesAreNumberedWithoutGaps() {
        rounds((round, member) -> {
            List<Reply> replies =
                    Race.crowd(24, number -> member.at(nodes.of(number)).build("echo " + number));

            assertThat(replies.stream().map(reply -> reply.at("number")).collect(Collectors.toSet()))
                    .as(round)
                    .isEqualTo(IntStream.rangeClosed(1, 24)
                            .mapToObj(Integer::toString)
                            .collect(Collectors.toSet()));
        });
    }

    @Test
    void whatIsLeftPaysForTwoBuildsOfAllNodes() {
        rounds((round, member) -> {
            member.service().fixture("balance", "organization", member.organization(), "cents", "25");

            assertThat(Race.outcomes(
                            Race.crowd(12, number -> member.at(nodes.of(number)).build("echo " + number))))
                    .as(round)
                    .isEqualTo(Map.of("201", 2L, "402 billing_insufficient_balance", 10L));
            assertThat(member.get("/billing/balance/" + member.organization()).at("balance_cents"))
                    .as(round)
                    .isEqualTo("5");
        });
    }

    @Test
    void aLinkAndAChallengeLeadOnOnceAtWhicheverNode() {
        rounds((round, member) -> {
            Newcomer newcomer = Newcomer.of(member);
            newcomer.begin();
            String link = newcomer.link();
            Ceremony ceremony = newcomer.ceremony(link);
            Object attestation = newcomer.attest(ceremony);

            assertThat(Race.outcomes(Race.crowd(
                            9, number -> newcomer.at(nodes.of(number)).complete(ceremony, link, attestation))))
                    .as(round)
                    .isEqualTo(Map.of("200", 1L, "400 passkey_challenge_invalid", 8L));
        });
    }

    @Test
    void ofSeveralLinksToOneAddressOneMakesTheAccount() {
        rounds((round, member) -> {
            Newcomer newcomer = Newcomer.of(member);
            List<String> links = IntStream.range(0, 4)
                    .mapToObj(number -> {
                        newcomer.begin();
                        return newcomer.link();
                    })
                    .toList();
            List<Ceremony> ceremonies = links.stream().map(newcomer::ceremony).toList();
            List<Object> attestations =
                    ceremonies.stream().map(newcomer::attest).collect(Collectors.toList());

            assertThat(Race.outcomes(Race.crowd(
                            4,
                            number -> newcomer.at(nodes.of(number))
                                    .complete(ceremonies.get(number), links.get(number), attestations.get(number)))))
                    .as(round)
                    .isEqualTo(Map.of("200", 1L, "409 passkey_signup_email_taken", 3L));
        });
    }

    @Test
    void anAnswerOfAnAuthenticatorSignsInOnce() {
        rounds((round, member) -> {
            String credential = member.passkey();
            Ceremony ceremony = member.ask("login/options", null);
            Object assertion = member.use(ceremony, credential);

            assertThat(Race.outcomes(
                            Race.crowd(20, number -> member.at(nodes.of(number)).login(ceremony, assertion))))
                    .isEqualTo(Map.of("200", 1L, "400 passkey_challenge_invalid", 19L));
        });
    }

    @Test
    void theLastPasskeyStaysThoughAllAreRemovedAtOnce() {
        rounds((round, member) -> {
            List<String> all = Stream.generate(member::passkey).limit(3).toList();
            List<String> ids = Json.objects(
                            member.get("/user/passkeys").members().get("passkeys"))
                    .stream()
                    .map(passkey -> String.valueOf(passkey.get("uuid")))
                    .toList();

            assertThat(Race.outcomes(Race.crowd(
                            all.size(),
                            number -> member.at(nodes.of(number)).delete("/user/passkeys/" + ids.get(number)))))
                    .isEqualTo(Map.of("204", 2L, "409 passkey_last_credential", 1L));
        });
    }

    /** A build by itself while time stands still: who cancels it once or more is obeyed, and whoever looks then sees it. */
    private static Set<String> buildAlone(String state, History.Call call) {
        return switch (call.kind()) {
            case "get" -> call.answer().equals(state) ? Set.of(state) : Set.of();
            case "cancel" -> call.answer().equals("canceled") ? Set.of("canceled") : Set.of();
            default -> throw new IllegalArgumentException(call.name());
        };
    }

    @Test
    void anOrderOfTheCallsExplainsEveryAnswerOfABuild() {
        rounds((round, member) -> {
            String path = member.builds() + "/" + member.build("echo").at("number");
            Map<String, Supplier<String>> calls = new LinkedHashMap<>();
            for (int i = 0; i < 3; i++) {
                Member own = member.at(nodes.of(i));
                calls.put(
                        "cancel " + i,
                        () -> Race.patiently(() -> own.put(path + "/cancel")).at("state"));
                calls.put("get " + i, () -> Race.patiently(() -> own.get(path)).at("state"));
            }

            History history = History.of(calls);

            String found = member.get(path).at("state");
            assertThat(history.isExplainedBy(RaceTest::buildAlone, "scheduled", found::equals))
                    .as("it ends as %s after %s", found, history)
                    .isTrue();
        });
    }

    @Test
    void whatIsGivenOnceIsGivenOnceByAllNodes() {
        rounds((round, member) -> {
            Object coupon = member.service().fixture("coupon", "most", "2").get("coupon");
            String redeem = "/billing/coupon/redeem/" + member.organization();
            assertThat(Race.outcomes(
                            Race.crowd(9, i -> member.at(nodes.of(i)).post(redeem, "{\"code\": \"" + coupon + "\"}"))))
                    .as(round)
                    .isEqualTo(Map.of("200", 1L, "409 coupon_already_claimed", 8L));

            String page = member.post("/billing/checkout/" + member.organization(), "{\"amount_cents\": 5000}")
                    .at("checkout_url");
            Map<String, Object> payment =
                    member.service().fixture("payment", "checkout", page.substring(page.lastIndexOf('/') + 1));
            assertThat(Race.outcomes(Race.crowd(
                            9,
                            i -> nodes.of(i)
                                    .send(
                                            null,
                                            "POST",
                                            "/api/v0/stripe/webhook",
                                            String.valueOf(payment.get("event")),
                                            "Stripe-Signature",
                                            String.valueOf(payment.get("signature"))))))
                    .as(round)
                    .isEqualTo(Map.of("200", 9L));
            assertThat(member.get("/billing/balance/" + member.organization()).at("balance_cents"))
                    .as(round)
                    .isEqualTo("15500");

            String code = member.post("/auth/cli/code", null).at("code");
            assertThat(Race.outcomes(Race.crowd(
                            9,
                            i -> nodes.of(i)
                                    .send(null, "POST", "/api/v0/auth/cli/redeem", "{\"code\": \"" + code + "\"}"))))
                    .as(round)
                    .isEqualTo(Map.of("200", 1L, "400 cli_code_invalid", 8L));
        });
    }

    @Test
    void anInviteIsUsedOnceAndAnOwnerStaysAtAllNodes() {
        rounds((round, member) -> {
            for (int i = 0; i < 5; i++) {
                ofTwoOwnersOneStays(round, member);
            }

            String organization = member.organization();
            Member guest = member.service().member();
            String token = member.post(
                            "/organizations/" + organization + "/invites",
                            "{\"email\": \"" + guest.email() + "\", \"role\": \"member\"}")
                    .at("token");
            assertThat(Race.outcomes(Race.crowd(
                            9, i -> guest.at(nodes.of(i)).post("/invites/accept", "{\"token\": \"" + token + "\"}"))))
                    .as(round)
                    .isEqualTo(Map.of("200", 1L, "400 invite_unacceptable", 8L));
        });
    }

    private void ofTwoOwnersOneStays(String round, Member member) throws Exception {
        String slug = member.post("/organizations", "{\"name\": \"Acme\"}").at("slug");
        Map<String, Object> other = member.service().fixture("colleague", "organization", slug, "role", "owner");
        String members = "/organizations/" + slug + "/members";
        String first = member.get(members).at("data.0.user_uuid");
        String second = member.get(members).at("data.1.user_uuid");

        Map<String, Long> left = Race.outcomes(Race.crowd(
                2,
                i -> nodes.of(i)
                        .send(
                                i == 0 ? member.token() : String.valueOf(other.get("colleague_token")),
                                "DELETE",
                                "/api/v0" + members + "/" + (i == 0 ? first : second),
                                null)));

        assertThat(left.get("204")).as("%s, of whom left: %s", round, left).isEqualTo(1L);
    }

    @Test
    void aCouponIsRedeemedAsOftenAsItMayAtAllNodes() {
        rounds((round, member) -> {
            Object coupon = member.service().fixture("coupon", "most", "2").get("coupon");
            List<Member> members = IntStream.range(0, 9)
                    .mapToObj(i -> member.service().member())
                    .toList();

            assertThat(Race.outcomes(Race.crowd(
                            9,
                            i -> members.get(i)
                                    .at(nodes.of(i))
                                    .post(
                                            "/billing/coupon/redeem/"
                                                    + members.get(i).organization(),
                                            "{\"code\": \"" + coupon + "\"}"))))
                    .as(round)
                    .isEqualTo(Map.of("200", 2L, "400 coupon_exhausted", 7L));
        });
    }
}
