package dev.errata.guard;

import java.time.Instant;

/** Where the end of maintenance is kept. Thread-safe. */
public interface MaintenanceStore {
    /** The moment that was set last; long ago when none was. */
    Instant until();

    /** Sets it, to the microsecond; before 1970 is 1970. */
    void until(Instant moment);
}
