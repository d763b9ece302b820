/** What the client promises, against scripts in memory and over sockets. */
@NullMarked
package dev.errata.client;

import org.jspecify.annotations.NullMarked;
