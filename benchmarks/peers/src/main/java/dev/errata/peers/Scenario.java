package dev.errata.peers;

/**
 * Something that happens to a client.
 *
 * @param name as the table shows it
 * @param alone whether nothing else may run beside it
 */
record Scenario(String name, Script script, Trial trial, boolean alone) {
    static Scenario of(String name, Script script, Trial trial) {
        return new Scenario(name, script, trial, false);
    }
}
