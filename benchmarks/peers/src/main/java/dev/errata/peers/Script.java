package dev.errata.peers;

import dev.errata.client.fake.FakeApi;
import java.time.Instant;

/** What the server answers, request by request. */
interface Script {
    void write(FakeApi api, Peer peer, Instant now);
}
