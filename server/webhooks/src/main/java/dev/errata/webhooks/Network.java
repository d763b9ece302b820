package dev.errata.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/** Where names become addresses. Tests and test controls bring their own; thread-safe. */
public interface Network {
    /** The resolver of the machine. */
    Network SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * Every address of a name.
     *
     * @throws UnknownHostException when it has none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** Where a delivery to this address really goes; itself, but for receivers that test controls stand in for. */
    default URI route(URI address) {
        return address;
    }

    /** Whether a host is such a stand-in, which alone may be on this machine. */
    default boolean isStandIn(String host) {
        return false;
    }
}
