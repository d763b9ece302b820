package dev.errata.webhooks;

/**
 * Something to deliver.
 *
 * @param id stable across attempts; receivers tell repeats by it
 * @param endpoint names the destination to {@link Destinations} at each attempt
 * @param body JSON, sent as it is
 */
public record Delivery(String id, String endpoint, String body) {}
