package com.example.caller;

import dev.errata.client.ErrataClient;
import dev.errata.client.Request;

/** Asks Harbor, at the address that is the first word, with the key that is the second, for an event. */
public final class Main {
    private Main() {}

    /** Prints the event, or that there is none. */
    public static void main(String[] args) {
        ErrataClient client = ErrataClient.of(HarborErrors.CATALOG, args[0])
                .errors(HarborError.FAMILY)
                .bearer(args[1])
                .build();
        try {
            System.out.println(client.send(Request.get("/v1/events/evt_1")).text());
        } catch (HarborError.ResourceNotFound e) {
            System.out.println("There is no such " + e.resource() + ".");
            System.out.println(e.getMessage());
        }
    }
}
