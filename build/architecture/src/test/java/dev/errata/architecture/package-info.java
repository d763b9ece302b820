/**
 * The borders of the project, each a test: {@link dev.errata.architecture.ModulesTest} says who may know whom, {@link
 * dev.errata.architecture.HabitsTest} what no class does.
 */
@NullMarked
package dev.errata.architecture;

import org.jspecify.annotations.NullMarked;
