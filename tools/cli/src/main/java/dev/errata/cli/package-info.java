/**
 * The {@code errata} command.
 *
 * <p>{@link dev.errata.cli.Errata} reads the arguments and hands them to one class per subcommand: ProbeCommand,
 * LintCommand, GenerateCommand, SiteCommand, ExplainCommand, ListCommand. All of them find catalogs through Catalogs and
 * write through Shell. What a person can set right ends as a CliException: one message, exit status 2.
 */
@NullMarked
package dev.errata.cli;

import org.jspecify.annotations.NullMarked;
