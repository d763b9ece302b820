package dev.errata.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of guards: what no delivery may ever reach, and what every delivery may. */
class PublicAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                // this machine and this network
                "0.0.0.0",
                "0.0.0.1",
                "0.255.255.255",
                "127.0.0.1",
                "127.0.0.2",
                "127.1.2.3",
                "127.255.255.255",
                "::",
                "::1",
                // private
                "10.0.0.0",
                "10.1.2.3",
                "10.255.255.255",
                "172.16.0.1",
                "172.20.10.1",
                "172.31.255.255",
                "192.168.0.1",
                "192.168.255.255",
                // shared between a provider and its customers
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                // link-local, and the metadata services there
                "169.254.0.1",
                "169.254.169.254",
                "169.254.170.2",
                "169.254.255.255",
                "fe80::1",
                "fe80::a9fe:a9fe",
                "febf::1",
                // protocol assignments, documentation, benchmarks
                "192.0.0.1",
                "192.0.0.192",
                "192.0.2.1",
                "198.51.100.7",
                "203.0.113.9",
                "198.18.0.1",
                "198.19.255.255",
                "2001:2::1",
                "2001:db8::1",
                "2001:db8:ffff::1",
                "3fff::1",
                "3fff:fff:ffff::1",
                // multicast, reserved, broadcast
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "250.1.2.3",
                "255.255.255.255",
                "ff00::1",
                "ff02::1",
                "ff0e::1",
                // unique local, site-local
                "fc00::1",
                "fd00:ec2::254",
                "fdff:ffff::1",
                "fec0::1",
                "feff::1",
                // IPv4 inside of IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "::10.0.0.1",
                "::169.254.169.254",
                "::8.8.8.8",
                "::ffff:0:127.0.0.1",
                "::ffff:0:10.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::10.0.0.1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::1",
                "2002:808:808::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                // overlay identifiers, segment routing, discard, never assigned
                "2001:10::1",
                "2001:20::1",
                "5f00::1",
                "5f00:ffff::1",
                "100::1",
                "100:0:0:1::1",
                "1::1",
                "4000::1",
                "8000::1",
                "e000::1",
            })
    void addressThatIsNotPublicIsRefused(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "93.184.215.14",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.254",
                "::ffff:8.8.8.8",
                "2001:4860:4860::8888",
                "2400:cb00:2048:1::6810:1",
                "2606:4700:4700::1111",
                "2a00:1450:4001:830::200e",
                "2c0f:fb50:4003::1",
                "3ffe:ffff::1",
            })
    void publicAddressPasses(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isTrue();
    }
}
