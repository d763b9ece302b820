package dev.errata.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/** Where names become addresses, and which may be called. Tests and test controls bring their own; thread-safe. */
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

    /** The ports that may be called, but for stand-ins; those of the web unless somebody says otherwise. */
    default Ports ports() {
        return Ports.WEB;
    }

    /** This network, with other ports. */
    default Network with(Ports ports) {
        Network names = this;
        return new Network() {
            @Override
            public List<InetAddress> resolve(String host) throws UnknownHostException {
                return names.resolve(host);
            }

            @Override
            public URI route(URI address) {
                return names.route(address);
            }

            @Override
            public Ports ports() {
                return ports;
            }

            @Override
            public boolean isStandIn(String host) {
                return names.isStandIn(host);
            }
        };
    }

    /** Whether a host is such a stand-in, which alone may be on this machine. */
    default boolean isStandIn(String host) {
        return false;
    }
}
