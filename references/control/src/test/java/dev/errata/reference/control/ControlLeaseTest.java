package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ControlLeaseTest {
    private final Semaphore restored = new Semaphore(0);

    @Test
    void endsByItself() throws Exception {
        try (ControlLease lease = new ControlLease(Duration.ofMillis(1), restored::release)) {
            lease.renew();

            assertThat(restored.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void endsOnceHoweverOftenItWasRenewed() {
        try (ControlLease lease = new ControlLease(Duration.ofDays(1), restored::release)) {
            lease.renew();
            lease.renew();
            lease.end();

            assertThat(restored.availablePermits()).isEqualTo(1);
        }
    }

    @Test
    void isHeldFromTheLastRenewal() throws Exception {
        try (ControlLease lease = new ControlLease(Duration.ofMillis(1), restored::release)) {
            for (int times = 0; times < 3; times++) {
                lease.renew();
                assertThat(restored.tryAcquire(30, TimeUnit.SECONDS))
                        .as("end %s", times)
                        .isTrue();
            }
            assertThat(restored.tryAcquire()).isFalse();
        }
    }

    @Test
    void nothingIsRestoredOnceTheServiceIsClosed() throws Exception {
        ControlLease lease = new ControlLease(Duration.ofMillis(50), restored::release);
        lease.renew();
        lease.close();

        assertThat(restored.tryAcquire(200, TimeUnit.MILLISECONDS)).isFalse();
    }
}
