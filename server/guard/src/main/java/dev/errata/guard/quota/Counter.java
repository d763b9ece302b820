package dev.errata.guard.quota;

/**
 * What is counted by itself.
 *
 * @param subject who uses it up, such as the account; live and test are two subjects
 * @param meter what is used up, such as {@code messages}
 * @param period such as {@code 2026-11}
 */
public record Counter(String subject, String meter, String period) {}
