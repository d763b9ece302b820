/**
 * Provokes the error of every page against a live service and says what was proven.
 *
 * <p>{@link dev.errata.probe.Probe} takes a catalog and {@link dev.errata.probe.Settings}, walks the pages in shuffled
 * order and answers a {@link dev.errata.probe.ProbeReport}: a {@link dev.errata.probe.Verdict} for each form of each
 * code, with every {@link dev.errata.probe.Observation} made on the way. Inside, ExampleRun sends the steps of one
 * example over Wire (our own HTTP client, so that malformed requests are possible), Judge compares the last answer with
 * the page, and Watch looks at every answer. {@link dev.errata.probe.ConsoleReport},
 * {@link dev.errata.probe.JunitReport} and {@link dev.errata.probe.JsonLinesReport} tell people and machines;
 * {@link dev.errata.probe.Proofs} keeps what was found out for those who come later, such as the portal;
 * {@link dev.errata.probe.SelfTest} shows that wrong answers are caught.
 */
@NullMarked
package dev.errata.probe;

import org.jspecify.annotations.NullMarked;
