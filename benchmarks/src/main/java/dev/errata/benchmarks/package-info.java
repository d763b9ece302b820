/**
 * What Errata costs: {@code RenderBenchmark} is a JMH suite that measures it beside its peers, in one run;
 * {@link dev.errata.benchmarks.DeliveryBenchmark} is a whole process that accepts and delivers messages.
 */
@NullMarked
package dev.errata.benchmarks;

import org.jspecify.annotations.NullMarked;
