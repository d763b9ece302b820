package dev.errata.reference.harpoon.webhooks;

/** The answer to a deletion, flat. */
record Deleted(boolean success, boolean deleted) {
    static final Deleted DONE = new Deleted(true, true);
}
