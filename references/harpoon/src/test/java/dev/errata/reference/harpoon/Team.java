package dev.errata.reference.harpoon;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A team with its keys; what it sends, it sends with the secret one. */
record Team(Harpoon service, String name, String secretKey, String publicKey) {
    /** The same team at another node. */
    Team at(Harpoon node) {
        return new Team(node, name, secretKey, publicKey);
    }

    Reply get(String path) {
        return service.send(secretKey, "GET", path, null);
    }

    Reply post(String path, @Nullable String json, String... headers) {
        return service.send(secretKey, "POST", path, json, headers);
    }

    Reply put(String path, String json) {
        return service.send(secretKey, "PUT", path, json);
    }

    Reply delete(String path) {
        return service.send(secretKey, "DELETE", path, null);
    }

    Reply initialize(String json, String... headers) {
        return post("/v1/transactions/initialize", json, headers);
    }

    /** A payment with these members, initialized. */
    Payment payment(String json) {
        Reply reply = initialize(json);
        if (reply.status() != 201) {
            throw new AssertionError("No payment was made of " + json + ": " + reply.text());
        }
        return new Payment(this, Json.members(reply.members().get("data")));
    }

    /** A further key; arguments are names and values by turns. */
    String key(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "team";
        all[1] = name;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return String.valueOf(service.fixture("key", all).get("key"));
    }

    /** A payment as initialize answered it. */
    record Payment(Team team, Map<String, Object> data) {
        String reference() {
            return text("reference");
        }

        String hpnCode() {
            return text("hpn_code");
        }

        String text(String member) {
            return String.valueOf(data.get(member));
        }

        String path() {
            return "/v1/transactions/" + reference();
        }

        Reply get() {
            return team.get(path());
        }

        Reply cancel() {
            return team.post(path() + "/cancel", "{}");
        }

        Reply reconcile(String json) {
            return team.post(path() + "/reconcile", json);
        }

        /** The telco reports money for it, and says under which number. */
        String pay(String amount, String... more) {
            String[] all = new String[more.length + 4];
            all[0] = "hpn_code";
            all[1] = hpnCode();
            all[2] = "amount";
            all[3] = amount;
            System.arraycopy(more, 0, all, 4, more.length);
            return String.valueOf(team.service.fixture("payment", all).get("transaction_id"));
        }

        void decide(String status) {
            team.service.fixture("decision", "team", team.name, "reference", reference(), "status", status);
        }
    }
}
