package dev.errata.guard.quota;

/**
 * What a plan grants of one meter in a month.
 *
 * @param plan its name, for the refusal
 * @param limit as many as that, at least 0; {@link Long#MAX_VALUE} where there is no limit
 */
public record PlanLimit(String plan, long limit) {
    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException when it is less than 0
     */
    public PlanLimit {
        if (limit < 0) {
            throw new IllegalArgumentException("Plan '" + plan + "' grants " + limit + "; it must grant 0 or more");
        }
    }
}
