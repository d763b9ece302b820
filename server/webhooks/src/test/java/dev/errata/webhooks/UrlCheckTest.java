package dev.errata.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.webhooks.UrlCheck.Verdict;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlCheckTest {
    private static final String PUBLIC = "93.184.215.14";
    private static final Map<String, List<String>> NAMES = Map.of(
            "shop.example.com", List.of(PUBLIC),
            "two.example.com", List.of(PUBLIC, "2606:4700:4700::1111"),
            "mixed.example.com", List.of(PUBLIC, "2606:4700:4700::1111", "10.0.0.8"),
            "inside.example.com", List.of("169.254.169.254"),
            "localhost", List.of("127.0.0.1", "::1"));

    private final UrlCheck check = new UrlCheck(UrlCheckTest::resolve);

    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        // Literals are read as the machine reads them; names never leave this test.
        List<String> known = host.matches("[0-9.]+|\\[.*]") ? List.of(host) : NAMES.get(host);
        if (known == null) {
            throw new UnknownHostException(host);
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (String address : known) {
            addresses.add(InetAddress.getByName(address));
        }
        return addresses;
    }

    private Verdict judge(String address) {
        return check.judge(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com/hooks",
                "https://shop.example.com:8443/hooks?a=b",
                "https://shop.example.com:80/",
                "https://shop.example.com:443/",
                "https://shop.example.com:8080/",
                "HTTPS://SHOP.Example.COM/",
                "https://two.example.com",
                "https://93.184.215.14/",
                "https://[2606:4700:4700::1111]/",
            })
    void publicAddressIsSafe(String address) {
        assertThat(judge(address)).isEqualTo(Verdict.SAFE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example.com/",
                "ftp://shop.example.com/",
                "file:///etc/passwd",
                "mailto:someone@shop.example.com",
                "/hooks",
                "//shop.example.com/hooks",
                "https:///hooks",
                "https://user@shop.example.com/",
                "https://user:word@shop.example.com/",
                "https://@shop.example.com/",
                "https://shop.example.com./",
                "https://127.0.0.1./",
                "https://localhost./",
                "https://2130706433/",
                "https://0/",
                "https://0x7f.1/",
                "https://0x7f000001/",
                "https://0X7F000001/",
                "https://127.1/",
                "https://127.0.1/",
                "https://0177.0.0.1/",
                "https://010.8.8.8/",
                "https://08.8.8.8/",
                "https://8.8.8.08/",
                "https://8.8.8.0x8/",
                "https://169.254.43518/",
                "https://1.2.3.4.5/",
                "https://256.1.1.1/",
                "https://shop.example.1/",
                "https://shop.example.0x1f/",
                "https://shop%2eexample.com/",
                "https://shop_1.example.com/",
                "https://[fe80::1%25eth0]/",
                "https://\uff11\uff12\uff17.0.0.1/",
                "https://sh\u00f6p.example.com/",
            })
    void addressOfAnotherFormIsRefused(String address) {
        assertThat(judge(address)).isEqualTo(Verdict.FORM);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 22, 25, 444, 3306, 5432, 6379, 8081, 11211, 65_535, 65_536, 70_000, 2_147_483_647})
    void portThatIsNotOneOfTheWebIsRefused(int port) {
        URI address = URI.create("https://shop.example.com:" + port + "/");

        assertThat(check.judge(address)).isEqualTo(Verdict.PORT);
        assertThat(check.broken(address)).isEqualTo("must have port 80, 443, 8080 or 8443, or none");
    }

    @Test
    void otherPortsAreASetting() {
        Network names = UrlCheckTest::resolve;
        UrlCheck other = new UrlCheck(names.with(new Ports(Set.of(6443))));

        assertThat(other.judge(URI.create("https://shop.example.com:6443/"))).isEqualTo(Verdict.SAFE);
        assertThat(other.broken(URI.create("https://shop.example.com/"))).isEqualTo("must have port 6443, or none");
        assertThat(other.broken(URI.create("https://127.0.0.1:6443/")))
                .isEqualTo("must be an https address that is reachable from the internet");
        assertThat(other.broken(URI.create("https://shop.example.com:6443/"))).isNull();
    }

    @Test
    void portsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Ports(Set.of()))
                .hasMessage("Found the ports [] for webhooks; allow at least one, each from 1 to 65535, such as 443");
        assertThatThrownBy(() -> new Ports(Set.of(443, 65_536)))
                .hasMessage("Found the ports [443, 65536] for webhooks; allow at least one, each from 1 to 65535, such"
                        + " as 443");
        assertThatThrownBy(() -> new Ports(Set.of(0, 443)))
                .hasMessage("Found the ports [0, 443] for webhooks; allow at least one, each from 1 to 65535, such as"
                        + " 443");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://0.0.0.0/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[0:0:0:0:0:ffff:7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://localhost/",
                "https://inside.example.com/",
            })
    void addressThatIsNotPublicIsRefused(String address) {
        assertThat(judge(address)).isEqualTo(Verdict.NOT_PUBLIC);
    }

    @Test
    void nameWithOneBadAddressAmongGoodOnesIsRefused() {
        assertThat(judge("https://mixed.example.com/")).isEqualTo(Verdict.NOT_PUBLIC);
    }

    @Test
    void nameWithoutAnAddressIsUnknown() {
        assertThat(judge("https://nowhere.example.com/")).isEqualTo(Verdict.UNKNOWN_HOST);
    }

    @Test
    void resolverThatFindsNothingWithoutSayingSoDoesNotMakeANameSafe() {
        UrlCheck silent = new UrlCheck(host -> List.of());

        assertThat(silent.judge(URI.create("https://shop.example.com/"))).isEqualTo(Verdict.UNKNOWN_HOST);
    }
}
