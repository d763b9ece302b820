/** Sessions, their tasks, the runs that do those, and the controls that steer them. */
@NullMarked
package dev.errata.reference.harborprotocol.tasks;

import org.jspecify.annotations.NullMarked;
