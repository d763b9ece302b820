package com.example.clients;

import dev.errata.client.ApiCallException;

/** Runs one of the samples: its API, address and key stand in what {@code errata serve} prints. */
public final class Samples {
    private static final String EVENT =
            "{\"workspace_id\": \"ws_demo\", \"type\": \"invoice.paid\", \"payload\": {\"number\": 7}}";

    private Samples() {}

    /** Runs a sample and prints what comes. */
    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            System.err.println("Found " + arguments.length + " words; write the API, its address and a key, such as"
                    + " 'harbor http://127.0.0.1:8081 hb_test_…'.");
            System.exit(2);
        }
        System.out.println(run(arguments[0], arguments[1], arguments[2]));
    }

    /** The answer, or what went wrong in one line. */
    static String run(String api, String base, String key) {
        try {
            return switch (api) {
                case "harbor" -> new HarborEvents(base, key).publish("invoice-7", EVENT);
                case "harbor-protocol" -> new AgentRuns(base, () -> key).start("What is in the harbor?");
                case "harmont" -> new HarmontBuilds(base, key).cancel("demo", "web", 14);
                case "harpoon" -> new HarpoonPayments(base, key).create("10.00", "Two lamps");
                case "hookbridge" -> new HookBridgeMessages(base, key).send("ep_of_nobody", "order-7", "{}");
                default -> "Found '" + api + "'; there are harbor, harbor-protocol, harmont, harpoon and hookbridge.";
            };
        } catch (ApiCallException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
