package dev.errata.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.webhooks.UrlCheck.Verdict;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
