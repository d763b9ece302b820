package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.reference.control.Heard;
import dev.errata.reference.control.Mailroom;
import dev.errata.reference.control.Seed;
import dev.errata.reference.control.ServiceProcess;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node was delivering when it was killed, in real time; before a release, because that takes a while. */
class NodeKillTest {
    private static final int BEFORE_A_RELEASE = 50;

    @Test
    void whatAKilledNodeWasDeliveringIsDeliveredUnderTheSameIds(@TempDir Path data) {
        assumeTrue(Seed.kills() >= BEFORE_A_RELEASE, "takes half a minute; -Dkills=50 runs it");
        boolean server = TestDatabase.place() == Place.POSTGRES;
        try (Mailroom mailroom = new Mailroom();
                ServiceProcess first = ServiceProcess.start(HarpoonApplication.class, data, mailroom.setting())) {
            Team team = new Harpoon(first.base(), first::kill).team();
            team.post(
                    "/v1/webhooks",
                    "{\"url\": \"" + Mailroom.address("shop") + "\", \"events\": [\"transaction.completed\"]}");
            // Of several nodes another is there already; a file has one, which is started again.
            ServiceProcess other =
                    server ? ServiceProcess.start(HarpoonApplication.class, data, mailroom.setting()) : null;
            mailroom.fallSilent();
            team.payment("{\"amount\": \"1.00\"}").pay("1.00");
            team.payment("{\"amount\": \"1.00\"}").pay("1.00");
            List<Heard> before = team.service().eventually(() -> mailroom.heard("shop"), all -> all.size() == 2);

            first.kill();
            long killed = System.nanoTime();
            mailroom.speak();
            try (ServiceProcess goesOn =
                    other == null ? ServiceProcess.start(HarpoonApplication.class, data, mailroom.setting()) : other) {
                assertThat(goesOn.base()).isNotNull();
                List<Heard> all = team.service().eventually(() -> mailroom.heard("shop"), heard -> heard.size() == 4);
                Duration took = Duration.ofNanos(System.nanoTime() - killed);

                assertThat(ids(all.subList(2, 4))).containsExactlyInAnyOrderElementsOf(ids(before));
                assertThat(took).isLessThan(Duration.ofSeconds(30));
            }
        }
    }

    private static List<String> ids(List<Heard> heard) {
        return heard.stream().map(one -> one.header("X-Harpoon-Webhook-ID")).toList();
    }
}
