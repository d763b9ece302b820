package dev.errata.reference.control;

/** What tests draw from: the same in every build, so that a build says the same twice; {@code -Dseed=7} draws anew. */
public final class Seed {
    private Seed() {}

    /** The seed of this run. */
    public static long get() {
        return Long.getLong("seed", 20261120);
    }

    /** How often a process is killed: five times in every build, which takes a minute or two; {@code -Dkills=50} before a release. */
    public static int kills() {
        return Integer.getInteger("kills", 5);
    }

    /** How often a race is run: four times in every build; {@code -Draces=300} before a release. */
    public static int races() {
        return Integer.getInteger("races", 4);
    }
}
