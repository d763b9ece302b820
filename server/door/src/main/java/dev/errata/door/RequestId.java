package dev.errata.door;

/**
 * The name of a request.
 *
 * @param value as it stands in headers and logs
 */
record RequestId(String value) {}
