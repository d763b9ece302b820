package dev.errata.cli;

import java.io.PrintStream;

/**
 * Where a command runs.
 *
 * @param out for results
 * @param err for complaints
 * @param terminal whether {@code out} is a terminal that takes colours; false under {@code NO_COLOR}
 * @param catalogs finds catalogs
 */
record Shell(PrintStream out, PrintStream err, boolean terminal, Catalogs catalogs) {}
