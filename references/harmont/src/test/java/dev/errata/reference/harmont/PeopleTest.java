package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Organizations, who belongs to them, and who is invited. */
@ExtendWith(SharedHarmont.class)
class PeopleTest {
    private static final String NOBODY = "00000000-0000-4000-8000-00000000ffff";

    /** Somebody with an account of their own and a role in the organization of a member. */
    private static Map<String, Object> colleague(Member member, String organization, String role) {
        return member.service().fixture("colleague", "organization", organization, "role", role);
    }

    private static Reply as(Map<String, Object> who, Member member, String verb, String path, String json) {
        return member.service().send(String.valueOf(who.get("colleague_token")), verb, "/api/v0" + path, json);
    }

    private static String found(Member member) {
        return member.post("/organizations", "{\"name\":\"Acme & Co\",\"url\":\"https://acme.example.com\"}")
                .at("slug");
    }

    @Test
    void whoMakesAnOrganizationOwnsItAndASlugThatIsTakenGetsANumber(Member member) {
        Reply made = member.post("/organizations", "{\"name\":\" Widgets of " + member.email() + "!\"}");
        String slug = "widgets-of-" + member.email().replaceAll("[@.]", "-");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("slug")).isEqualTo(slug);
        assertThat(made.at("url")).isEqualTo("null");
        assertThat(member.post("/organizations", "{\"name\":\"Widgets of " + member.email() + "\"}")
                        .at("slug"))
                .isEqualTo(slug + "-2");
        assertThat(member.get("/organizations/" + slug + "/members").at("data.0.role"))
                .isEqualTo("owner");
        assertThat(member.get("/organizations/" + member.organization() + "/members")
                        .at("data.0.role"))
                .as("of the organization that the account began with")
                .isEqualTo("admin");
        assertThat(member.get("/organizations").at("data.2.slug")).isEqualTo(slug + "-2");
        assertThat(member.get("/organizations/" + slug).text()).isEqualTo(made.text());
        assertThat(member.service().member().get("/organizations/" + slug).outcome())
                .isEqualTo("404 organization_not_found");
    }

    @Test
    void rolesAreChangedInTheOrderOfTheirRules(Member member) {
        String slug = found(member);
        Map<String, Object> admin = colleague(member, slug, "admin");
        Map<String, Object> plain = colleague(member, slug, "member");
        String members = "/organizations/" + slug + "/members/";
        String owner = member.get("/organizations/" + slug + "/members").at("data.2.user_uuid");

        assertThat(as(plain, member, "PATCH", members + NOBODY, "{\"role\":\"chief\"}")
                        .outcome())
                .isEqualTo("400 invalid_role");
        assertThat(as(plain, member, "PATCH", members + NOBODY, "{\"role\":\"admin\"}")
                        .outcome())
                .isEqualTo("403 insufficient_org_role");
        assertThat(as(admin, member, "PATCH", members + NOBODY, "{\"role\":\"owner\"}")
                        .outcome())
                .isEqualTo("404 member_not_found");
        Reply refused = as(admin, member, "PATCH", members + owner, "{\"role\":\"member\"}");
        assertThat(refused.at("error.message"))
                .isEqualTo("Your role in " + slug + " is admin, and this takes owner; ask one of them.");
        assertThat(as(admin, member, "PATCH", members + plain.get("colleague_id"), "{\"role\":\"owner\"}")
                        .outcome())
                .isEqualTo("403 insufficient_org_role");
        assertThat(member.service()
                        .send(member.token(), "PATCH", "/api/v0" + members + owner, "{\"role\":\"admin\"}")
                        .outcome())
                .isEqualTo("409 last_owner");
        Reply promoted = as(admin, member, "PATCH", members + plain.get("colleague_id"), "{\"role\":\"admin\"}");
        assertThat(promoted.at("role")).isEqualTo("admin");
        assertThat(promoted.at("email")).isEqualTo(plain.get("email"));
        assertThat(member.delete(members + admin.get("colleague_id")).outcome()).isEqualTo("204");
        assertThat(as(admin, member, "GET", "/organizations/" + slug, null).outcome())
                .isEqualTo("404 organization_not_found");
        assertThat(member.delete(members + owner).outcome()).isEqualTo("409 last_owner");
    }

    @Test
    void ofTwoOwnersWhoLeaveAtOnceOneStays(Member member) throws Exception {
        String slug = found(member);
        Map<String, Object> other = colleague(member, slug, "owner");
        String members = "/organizations/" + slug + "/members";
        String first = member.get(members).at("data.0.user_uuid");
        String second = member.get(members).at("data.1.user_uuid");

        Map<String, Long> outcomes = Race.outcomes(Race.crowd(
                2,
                i -> member.service()
                        .send(
                                i == 0 ? member.token() : String.valueOf(other.get("colleague_token")),
                                "PATCH",
                                "/api/v0" + members + "/" + (i == 0 ? first : second),
                                "{\"role\":\"admin\"}")));

        assertThat(outcomes.get("200")).isEqualTo(1L);
        assertThat(member.get(members).text()).contains("\"role\":\"owner\"");
    }

    @Test
    void anInviteMakesOneMemberOnce(Member member) throws Exception {
        String slug = found(member);
        Member guest = member.service().member();
        String invites = "/organizations/" + slug + "/invites";
        Reply invite = member.post(invites, "{\"email\":\" " + guest.email().toUpperCase() + " \",\"role\":\"admin\"}");
        String token = invite.at("token");

        assertThat(invite.status()).isEqualTo(201);
        assertThat(member.post(invites, "{\"email\":\"" + guest.email() + "\",\"role\":\"member\"}")
                        .at("error.message"))
                .isEqualTo("Field `email` of the invite must be one without an open invite.");
        assertThat(member.get(invites).at("data.0.email")).isEqualTo(guest.email());
        assertThat(member.get(invites).text()).doesNotContain("token");
        assertThat(accept(member, token).at("error.message"))
                .isEqualTo("This invite cannot be accepted, because it is for another address than yours; ask for"
                        + " another one.");

        assertThat(Race.outcomes(Race.crowd(12, i -> accept(guest, token))))
                .isEqualTo(Map.of("200", 1L, "400 invite_unacceptable", 11L));
        assertThat(guest.get("/organizations/" + slug).at("slug")).isEqualTo(slug);
        assertThat(accept(guest, token).at("error.message")).contains("because it was used already;");
        assertThat(member.get(invites).text()).isEqualTo("{\"data\":[]}");
        assertThat(member.delete(invites + "/" + invite.at("id")).outcome()).isEqualTo("404 invite_not_found");
    }

    private static Reply accept(Member who, String token) {
        return who.post("/invites/accept", Json.write(Map.of("token", token)));
    }

    @Test
    void anInviteThatIsRevokedOrOldIsGoodForNothing(Member member) {
        String slug = found(member);
        String invites = "/organizations/" + slug + "/invites";
        Member guest = member.service().member();
        String body = "{\"email\":\"" + guest.email() + "\",\"role\":\"owner\"}";
        Reply revoked = member.post(invites, body);
        assertThat(revoked.at("role")).as("nobody is invited as an owner").isEqualTo("member");
        assertThat(member.delete(invites + "/" + revoked.at("id")).outcome()).isEqualTo("204");
        assertThat(accept(guest, revoked.at("token")).at("error.message")).contains("because there is no such invite;");

        String old = member.post(invites, body).at("token");
        member.service().advance(Duration.ofDays(7));
        assertThat(accept(guest, old).at("error.message")).contains("because it has expired;");
        assertThat(member.post(invites, body).outcome())
                .as("beside one that has expired")
                .isEqualTo("201");
        assertThat(member.post(invites, "{\"email\":\"nobody\",\"role\":\"member\"}")
                        .outcome())
                .isEqualTo("400 invite_invalid");
        Map<String, Object> plain = colleague(member, slug, "member");
        assertThat(as(plain, member, "GET", invites, null).outcome()).isEqualTo("403 insufficient_org_role");
        assertThat(as(plain, member, "POST", invites, body).outcome()).isEqualTo("403 insufficient_org_role");
    }
}
