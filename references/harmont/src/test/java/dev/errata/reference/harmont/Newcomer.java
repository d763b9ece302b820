package dev.errata.reference.harmont;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.reference.harmont.Member.Ceremony;
import java.util.Map;

/** Somebody without an account, who has an e-mail address and an authenticator. */
record Newcomer(Harmont service, String email) {
    private static final String SIGNUP = "/api/v0/auth/passkey/signup/";

    static Newcomer of(Member member) {
        return new Newcomer(member.service(), "new-" + member.email());
    }

    /** The same person at another node. */
    Newcomer at(Harmont node) {
        return new Newcomer(node, email);
    }

    Reply post(String path, Object body) {
        return service.send(null, "POST", path, Json.write(body));
    }

    Reply begin() {
        return post(SIGNUP + "begin", Map.of("email", email, "name", "Grace"));
    }

    /** The token of the next link in the mail box. */
    String link() {
        return String.valueOf(service.fixture("link", "email", email).get("link_token"));
    }

    Reply options(String link) {
        return post(SIGNUP + "options", Map.of("verification_token", link));
    }

    Ceremony ceremony(String link) {
        return Newcomer.ceremony(options(link));
    }

    static Ceremony ceremony(Reply options) {
        return new Ceremony(
                options.at("challenge_id"), Json.write(options.members().get("options")));
    }

    /** What the authenticator answers. */
    Object attest(Ceremony ceremony, String... manners) {
        String[] all = new String[manners.length + 2];
        all[0] = "options";
        all[1] = ceremony.options();
        System.arraycopy(manners, 0, all, 2, manners.length);
        return service.fixture("passkey_create", all).get("attestation");
    }

    Reply complete(Ceremony ceremony, String link, Object attestation) {
        return post(
                SIGNUP + "finalize",
                Map.of(
                        "challenge_id", ceremony.challenge(),
                        "verification_token", link,
                        "attestation", attestation));
    }

    Reply recover() {
        return post("/api/v0/auth/recover/begin", Map.of("email", email));
    }

    Reply recoveryOptions(String link) {
        return post("/api/v0/auth/recover/options", Map.of("magic_link_token", link));
    }

    Reply recovered(Ceremony ceremony, String link, Object attestation) {
        return post(
                "/api/v0/auth/recover/finalize",
                Map.of(
                        "challenge_id", ceremony.challenge(),
                        "magic_link_token", link,
                        "attestation", attestation));
    }
}
