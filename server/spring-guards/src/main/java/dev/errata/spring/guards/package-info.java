/**
 * Guards for an application on Spring Boot: from properties under {@code errata.guards}, or built in Java by
 * {@link dev.errata.spring.guards.Guards}, which the properties fill.
 */
@NullMarked
package dev.errata.spring.guards;

import org.jspecify.annotations.NullMarked;
