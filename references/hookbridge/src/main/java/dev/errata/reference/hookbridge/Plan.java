package dev.errata.reference.hookbridge;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be had. The numbers stand in the catalog's limits, from which the pages take them, too. */
enum Plan {
    FREE,
    PRO,
    BUSINESS,
    ENTERPRISE;

    static Plan of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isPaid() {
        return this != FREE;
    }

    /** What a month costs, in cents; the contract has no prices. */
    long cents() {
        return limit("month-cents");
    }

    /** Of so many messages of a month, those for which the plan does not pay. */
    long beyond(long messages) {
        return Math.max(0, messages - messages());
    }

    /** What so many messages beyond a plan cost, in cents, for each thousand that was begun. */
    static long centsFor(long beyond) {
        return (beyond + 999) / 1_000 * HookBridgeErrors.CATALOG.limit("overage-cents");
    }

    /** Messages in a month; paid plans go on beyond it. */
    long messages() {
        return limit("messages");
    }

    long projects() {
        return limit("projects");
    }

    long endpoints() {
        return limit("endpoints");
    }

    long retentionDays() {
        return limit("retention-days");
    }

    Duration retention() {
        return Duration.ofDays(retentionDays());
    }

    /** The smallest plan that keeps payloads so long. */
    static Optional<Plan> keeping(Duration retention) {
        return Arrays.stream(values())
                .filter(plan -> plan.retention().compareTo(retention) >= 0)
                .findFirst();
    }

    private long limit(String name) {
        return HookBridgeErrors.CATALOG.limit(word() + "-" + name);
    }
}
