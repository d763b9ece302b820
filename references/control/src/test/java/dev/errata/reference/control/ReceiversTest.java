package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.errata.guard.ManualClock;
import dev.errata.webhooks.Attempt;
import dev.errata.webhooks.UrlCheck;
import dev.errata.webhooks.UrlCheck.Verdict;
import dev.errata.webhooks.WebhookSender;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ReceiversTest {
    private final Receivers receivers = new Receivers();
    private final WebhookSender sender =
            new WebhookSender(receivers, new ManualClock(), "Test-Webhook/1.0", Duration.ofSeconds(5));

    @AfterEach
    void close() {
        sender.close();
        receivers.close();
    }

    private Attempt send(URI address) {
        return sender.send(address, Map.of("X-Id", "whk_1"), "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void receiverHasANameThatIsPublicToWhoeverJudgesIt() throws UnknownHostException {
        URI url = receivers.open("shop", 204, "");

        assertThat(url).isEqualTo(URI.create("https://shop.receivers.example.com/hooks"));
        assertThat(new UrlCheck(receivers).judge(url)).isEqualTo(Verdict.SAFE);
        assertThat(receivers.resolve(url.getHost())).containsExactly(InetAddress.getByName("93.184.215.14"));
    }

    @Test
    void receiverKeepsWhatComesAndAnswersWhatItWasTold() {
        URI url = receivers.open("shop", 503, "closed");

        Attempt attempt = send(url);

        assertThat(attempt.status()).isEqualTo(503);
        assertThat(attempt.body()).isEqualTo("closed");
        assertThat(receivers.received("shop.receivers.example.com"))
                .singleElement()
                .satisfies(received -> {
                    assertThat(received.path()).isEqualTo("/hooks");
                    assertThat(received.body()).isEqualTo("{\"a\":\"\u00e9\"}");
                    assertThat(received.headers())
                            .contains(entry("x-id", "whk_1"), entry("user-agent", "Test-Webhook/1.0"));
                });
    }

    @Test
    void receiverIsFoundUnderAnyPathAndInLettersOfAnySize() {
        receivers.open("shop", 204, "");

        assertThat(send(URI.create("https://SHOP.Receivers.Example.com/a%20b/c?d=e&f"))
                        .status())
                .isEqualTo(204);
        assertThat(send(URI.create("https://shop.receivers.example.com")).status())
                .isEqualTo(204);
        assertThat(receivers.received("shop.receivers.example.com"))
                .extracting(Receivers.Received::path)
                .containsExactly("/a%20b/c?d=e&f", "/");
    }

    @Test
    void receiversKeepApartWhatComes() {
        URI first = receivers.open("first", 200, "1");
        URI second = receivers.open("second", 200, "2");

        assertThat(send(second).body()).isEqualTo("2");
        assertThat(send(first).body()).isEqualTo("1");
        assertThat(receivers.received("first.receivers.example.com")).hasSize(1);
        assertThat(receivers.received("second.receivers.example.com")).hasSize(1);
        assertThat(receivers.received("third.receivers.example.com")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com/hooks",
                "https://other.receivers.example.com/hooks",
                "https://93.184.215.14/",
                "https://127.0.0.1:8084/",
                "https://[2606:4700:4700::1111]/"
            })
    void addressThatIsNoReceiverLeadsNowhere(String address) {
        receivers.open("shop", 204, "");

        Attempt attempt = send(URI.create(address));

        assertThat(attempt.failure()).isEqualTo("it refused the connection");
        assertThat(receivers.received("shop.receivers.example.com")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.example.org", "example.com.example.net", "notexample.com", "com", "intranet"})
    void nameOutsideOfTheDocumentationsHasNoAddress(String name) {
        assertThatThrownBy(() -> receivers.resolve(name))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost/", "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/"})
    void addressOfThisMachineIsJudgedAsWhatItIs(String address) {
        assertThat(new UrlCheck(receivers).judge(URI.create(address))).isEqualTo(Verdict.NOT_PUBLIC);
    }
}
