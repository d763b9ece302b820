package dev.errata.webhooks;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Which addresses are on the public internet.
 *
 * <p>Spring Boot's filter of external addresses, narrowed to IPv4 and the IPv6 unicast block {@code 2000::/3} without
 * {@code 3fff::/20} (RFC 9637): the filter alone lets IPv4-compatible and IPv4-translated forms of private addresses
 * pass.
 */
final class PublicAddresses {
    private static final InetAddressFilter EXTERNAL = InetAddressFilter.externalAddresses();

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        return EXTERNAL.matches(address) && (address instanceof Inet4Address || isGlobalUnicast(address.getAddress()));
    }

    private static boolean isGlobalUnicast(byte[] bytes) {
        boolean unicast = (bytes[0] & 0xE0) == 0x20;
        boolean documentation = (bytes[0] & 0xFF) == 0x3F && (bytes[1] & 0xFF) == 0xFF && (bytes[2] & 0xF0) == 0;
        return unicast && !documentation;
    }
}
