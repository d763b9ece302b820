/** Endpoints of teams, the events they subscribe to and what is sent to them. */
@NullMarked
package dev.errata.reference.harpoon.webhooks;

import org.jspecify.annotations.NullMarked;
