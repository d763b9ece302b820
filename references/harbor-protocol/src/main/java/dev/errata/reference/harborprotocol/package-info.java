/**
 * The Harbor Protocol: a small agent runtime behind one JSON call for each method, rebuilt from its error page.
 *
 * <p>Each room uses those before it: {@code identity} is who calls; {@code method} is the registry, which makes routes and
 * documents of the declarations and asks for each call the questions that all methods have in common; {@code events} carries
 * what happens to the streams; {@code artifacts} stands on one of four drivers; {@code tasks} runs tasks and takes what its
 * steering lets through; {@code flows} and {@code posture} are the rest of the methods, and {@code control} has the states that
 * examples begin from. Every refusal comes from a generated factory or from a guard.
 */
@NullMarked
package dev.errata.reference.harborprotocol;

import org.jspecify.annotations.NullMarked;
