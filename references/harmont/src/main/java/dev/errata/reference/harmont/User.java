package dev.errata.reference.harmont;

/** Somebody with an account, as the API shows it. */
record User(String uuid, String email, String name) {}
