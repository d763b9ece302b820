package dev.errata.probe;

/**
 * One way in which an answer differs from its page.
 *
 * @param verdict what it makes of the form when it is the first
 * @param text what was found and what the page says, in sentences
 */
record Problem(Verdict verdict, String text) {}
