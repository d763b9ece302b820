package dev.errata.reference.harmont;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody who is signed in, has an organization with a balance and a pipeline, and can make passkeys. */
record Member(Harmont service, String email, String token, String organization, String pipeline) {
    private static final String PASSKEY = "/api/v0/auth/passkey/";

    /** The same person at another node. */
    Member at(Harmont node) {
        return new Member(node, email, token, organization, pipeline);
    }

    Reply get(String path) {
        return service.send(token, "GET", "/api/v0" + path, null);
    }

    Reply post(String path, @Nullable String json) {
        return service.send(token, "POST", "/api/v0" + path, json);
    }

    Reply put(String path) {
        return service.send(token, "PUT", "/api/v0" + path, null);
    }

    Reply delete(String path) {
        return service.send(token, "DELETE", "/api/v0" + path, null);
    }

    String builds() {
        return "/organizations/" + organization + "/pipelines/" + pipeline + "/builds";
    }

    /** Starts a build of one job. */
    Reply build(String cmd) {
        return plan(List.of(command("test", cmd)));
    }

    /** Starts a build of steps that stand in a row. */
    Reply plan(List<Map<String, Object>> steps) {
        return ir(Json.write(Map.of("version", "0", "steps", steps)));
    }

    /** Starts a build with the text of a plan. */
    Reply ir(String text) {
        return post(builds(), Json.write(Map.of("branch", "main", "commit", "1f0c3d2", "pipeline_ir", text)));
    }

    static Map<String, Object> command(String key, String cmd) {
        return Map.of("type", "command", "key", key, "label", "The " + key, "cmd", cmd);
    }

    /** What a server asks an authenticator, after a request to a route of options. */
    Ceremony ask(String path, @Nullable String json) {
        Reply asked = service.send(token, "POST", PASSKEY + path, json);
        return new Ceremony(asked.at("challenge_id"), Json.write(asked.members().get("options")));
    }

    /** Options and the challenge that they are about. */
    record Ceremony(String challenge, String options) {}

    /** The body that finishes a ceremony with what an authenticator has answered. */
    static String answer(Ceremony ceremony, String member, @Nullable Object value) {
        return "{\"challenge_id\":\"" + ceremony.challenge() + "\",\"" + member + "\":" + Json.write(value) + "}";
    }

    /** An authenticator's answer to options of a registration; arguments are those of the fixture. */
    Map<String, Object> create(Ceremony ceremony, String... arguments) {
        return service.fixture("passkey_create", with(ceremony, arguments));
    }

    /** An authenticator's answer to options of a login. */
    @Nullable
    Object use(Ceremony ceremony, String credential, String... arguments) {
        String[] more = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, more, 0, arguments.length);
        more[arguments.length] = "credential";
        more[arguments.length + 1] = credential;
        return service.fixture("passkey_get", with(ceremony, more)).get("assertion");
    }

    private static String[] with(Ceremony ceremony, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "options";
        all[1] = ceremony.options();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return all;
    }

    /** Registers a passkey and answers the credential's id. */
    String passkey() {
        Ceremony ceremony = ask("register/options", null);
        Map<String, Object> made = create(ceremony);
        Reply registered = service.send(
                token, "POST", PASSKEY + "register/finalize", answer(ceremony, "attestation", made.get("attestation")));
        if (registered.status() != 200) {
            throw new AssertionError(registered.text());
        }
        return String.valueOf(made.get("credential"));
    }

    /** Finishes a login without any token. */
    Reply login(Ceremony ceremony, @Nullable Object assertion) {
        return service.send(null, "POST", PASSKEY + "login/finalize", answer(ceremony, "assertion", assertion));
    }
}
