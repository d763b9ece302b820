package dev.errata.reference.harborprotocol.identity;

/** Whose something is: nothing is anybody's without all three. */
public record Owner(String tenant, String user, String session) {}
