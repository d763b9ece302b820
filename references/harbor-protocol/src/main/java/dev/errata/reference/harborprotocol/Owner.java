package dev.errata.reference.harborprotocol;

/** Whose something is: nothing is anybody's without all three. */
record Owner(String tenant, String user, String session) {}
