/**
 * The Harbor Protocol: a small agent runtime behind one JSON call for each method, rebuilt from its error page.
 *
 * <p>{@code Methods} is the registry; {@code ProtocolRoutes} makes routes of it and asks for each call the questions that
 * all methods have in common. {@code Identity} is who calls. {@code Runs} runs tasks and takes what {@code Steering}
 * lets through; {@code Sessions} and {@code Tasks} keep what must last. {@code Bus} carries what happens to the streams.
 * {@code Artifacts} stands on one of four {@code ArtifactDriver}s. Every refusal comes from a generated factory or from a
 * guard.
 */
@NullMarked
package dev.errata.reference.harborprotocol;

import org.jspecify.annotations.NullMarked;
