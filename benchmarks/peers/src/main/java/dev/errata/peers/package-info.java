/**
 * What published clients do when a call fails, measured and written down beside what ours does.
 *
 * <p>{@link dev.errata.peers.Comparison} plays every {@link dev.errata.peers.Scenario} of
 * {@link dev.errata.peers.Scenarios} to every {@link dev.errata.peers.Peer}, each time with a new client object before
 * a new server on the loopback interface: a {@link dev.errata.peers.Stage}. A {@link dev.errata.peers.Trial} makes the
 * call, a {@link dev.errata.peers.Rule} makes a {@link dev.errata.peers.Verdict} of the {@link dev.errata.peers.Result},
 * and {@link dev.errata.peers.Table} writes all of them as Markdown. Our own client is one of the peers.
 */
@NullMarked
package dev.errata.peers;

import org.jspecify.annotations.NullMarked;
