package dev.errata.guard;

/**
 * Marks what a guard finds out about the caller. A handler may declare a parameter of such a type; where no guard left
 * one on the request, the request is refused with {@code auth.missing}.
 */
public interface AboutCaller {}
