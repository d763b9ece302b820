package dev.errata.core;

/**
 * One typed member of an error's details.
 *
 * @param name its name on the wire
 * @param type its type on the wire
 * @param required whether every occurrence carries it
 * @param sensitive whether it is kept out of messages and logs
 * @param fact the name of the {@link Fact} that fills it when a condition raises the code
 */
public record Detail(String name, DetailType type, boolean required, boolean sensitive, String fact) {}
