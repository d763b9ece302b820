package dev.errata.spring;

/**
 * How errors of one kind would differ in the contract.
 *
 * @param method such as {@code GET}
 * @param route the pattern of the handler; empty where there was none
 * @param before the status that was answered
 * @param after the status that would be
 * @param code the code that would be answered
 */
public record Observation(String method, String route, int before, int after, String code) {}
