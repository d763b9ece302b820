/**
 * Event streams (server-sent events) that resume where they broke off, and that no slow reader can hold up.
 *
 * <p>{@link dev.errata.guard.stream.EventLog} numbers events and retains the newest; whoever reads is a place in it, so
 * a reader costs no memory for events, and the log never waits. A handler returns the
 * {@link dev.errata.guard.stream.EventStream} that it got from the log; a server opens it over its connection, which it
 * shows as an {@link dev.errata.guard.stream.EventSink}, and drives the {@link dev.errata.guard.stream.Subscription}.
 * {@link dev.errata.guard.stream.StreamListener} hears how streams end.
 */
@NullMarked
package dev.errata.guard.stream;

import org.jspecify.annotations.NullMarked;
