package dev.errata.probe;

/**
 * One request and its answer.
 *
 * @param sent the request
 * @param answer the answer
 * @param millis from the first byte sent to the last byte read
 */
public record Exchange(Sent sent, Answer answer, long millis) {}
