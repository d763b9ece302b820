/** The goals of the build: {@code errata:generate}, {@code errata:lint} and {@code errata:site}. */
@NullMarked
package dev.errata.maven;

import org.jspecify.annotations.NullMarked;
