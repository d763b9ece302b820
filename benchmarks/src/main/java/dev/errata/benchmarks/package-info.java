/** JMH suites that measure Errata beside its peers, in one run. */
@NullMarked
package dev.errata.benchmarks;

import org.jspecify.annotations.NullMarked;
