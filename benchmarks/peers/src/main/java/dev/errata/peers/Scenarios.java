package dev.errata.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.errata.client.fake.FakeApi;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What services do to their clients every day; then what proxies, clocks and outages do now and then. */
final class Scenarios {
    private static final String JSON = "application/json";
    private static final String HTML = "text/html";
    private static final String SAYS = "Item lamp";
    private static final String MESSAGE = SAYS + " is gone.";
    private static final String ID = "req_7";
    private static final String NGINX = "<hr>nginx</body>";

    private Scenarios() {}

    static List<Scenario> everyDay() {
        return List.of(
                Scenario.of(
                        "429, `Retry-After: 2`",
                        hinting(429, "Retry-After", "2"),
                        Rules.waits(ofSeconds(2)).reading()),
                Scenario.of(
                        "503, `Retry-After:` the date in 3 s",
                        dated(Duration.ZERO),
                        Rules.waitsUntil(ofSeconds(3)).reading()),
                Scenario.of(
                        "429, `Retry-After-Ms: 700`, always",
                        hintingAlways("Retry-After-Ms", "700"),
                        Rules.mayWait(ofMillis(700)).reading()),
                Scenario.of(
                        "429, `Retry-After: 3600`",
                        hinting(429, "Retry-After", "3600"),
                        Rules.givesUp().reading()),
                Scenario.of(
                        "503, `X-Should-Retry: false`",
                        (api, peer, now) -> failing(api, peer, 503)
                                .header("X-Should-Retry", "false")
                                .header("Stripe-Should-Retry", "false")
                                .always(),
                        Rules.staysAway().reading()),
                Scenario.of(
                        "502 with nginx's HTML",
                        Scenarios::nginx,
                        Rules.keeps(502, NGINX).reading()),
                Scenario.of(
                        "503 without a body",
                        (api, peer, now) -> api.then(503).always(),
                        Rules.keeps(503, "").reading()),
                Scenario.of(
                        "400, JSON that breaks off",
                        (api, peer, now) -> api.then(400, JSON, cut(peer).getBytes(UTF_8)),
                        Rules.keeps(400, SAYS).reading()),
                Scenario.of(
                        "400, connection cut in the body",
                        (api, peer, now) -> api.then(400, peer.error(400, MESSAGE))
                                .cutAfter(cut(peer).length()),
                        Rules.keeps(400, SAYS).reading()),
                Scenario.of(
                        "200 with HTML",
                        (api, peer, now) -> api.html(200).always(),
                        Rules.keepsAtOnce(200, NGINX).reading()),
                Scenario.of(
                        "a write, 503",
                        (api, peer, now) -> failing(api, peer, 503).always(),
                        Rules.sendsOnceOrUnderOneKey().writing()),
                Scenario.of(
                        "a write, kept connection reset after it",
                        (api, peer, now) ->
                                api.then(200, peer.success()).resets().always(),
                        Trials.afterASuccess(Rules.sendsOnceOrUnderOneKey())),
                Scenario.of(
                        "request id on the exception",
                        (api, peer, now) -> failing(api, peer, 400).header(peer.requestIdHeader(), ID),
                        Rules.tells(ID).reading()));
    }

    static List<Scenario> nowAndThen() {
        return List.of(
                Scenario.of("a future, 502 with nginx's HTML", Scenarios::nginx, Trials.async(Rules.keeps(502, NGINX))),
                Scenario.of("interrupted while it waits 2 s", hinting(503, "Retry-After", "2"), Trials::interrupted),
                Scenario.of("future cancelled while it waits 2 s", hinting(503, "Retry-After", "2"), Trials::cancelled),
                Scenario.of(
                        "2 s for the call, `Retry-After: 5`", hinting(429, "Retry-After", "5"), Trials::withDeadline),
                Scenario.of("a key used again for another body", Scenarios::succeeding, Trials::reusingAKey),
                new Scenario(
                        "requests for each of 1,000 calls, all 503",
                        (api, peer, now) -> failing(api, peer, 503).always(),
                        Trials::failingAllTheTime,
                        true),
                Scenario.of(
                        "date in 3 s, server's clock 5 min behind",
                        dated(Duration.ofMinutes(-5)),
                        Rules.waitsUntil(ofSeconds(3)).reading()),
                Scenario.of(
                        "date in 3 s, server's clock 5 min ahead",
                        dated(Duration.ofMinutes(5)),
                        Rules.waitsUntil(ofSeconds(3)).reading()),
                Scenario.of(
                        "`Retry-After` twice: 1 and 4",
                        (api, peer, now) -> succeeding(
                                failing(api, peer, 429)
                                        .header("Retry-After", "1")
                                        .header("Retry-After", "4"),
                                peer),
                        Rules.waitsFor(ofSeconds(1), ofSeconds(4)).reading()),
                Scenario.of(
                        "`Retry-After: -1`, always",
                        hintingAlways("Retry-After", "-1"),
                        Rules.waitsAWhile().reading()),
                Scenario.of(
                        "`Retry-After: 1.5`, always",
                        hintingAlways("Retry-After", "1.5"),
                        Rules.mayWait(ofMillis(1500)).reading()),
                Scenario.of(
                        "`Retry-After: 0`",
                        hinting(429, "Retry-After", "0"),
                        Rules.sendsAgain().reading()),
                Scenario.of(
                        "`Retry-After` of 30 digits",
                        hinting(429, "Retry-After", "123456789012345678901234567890"),
                        Rules.givesUp().reading()),
                Scenario.of(
                        "`Retry-After: 2, 5`, always",
                        hintingAlways("Retry-After", "2, 5"),
                        Rules.mayWait(ofSeconds(5)).reading()),
                Scenario.of("404 with 1 MB of HTML", Scenarios::endless, keeping(404, "<html>xxxx")),
                Scenario.of(
                        "400, packed with gzip",
                        Hostile::packed,
                        Rules.unpacks(400, SAYS).reading()),
                Scenario.of(
                        "400, UTF-8 called ISO-8859-1",
                        Hostile.charset("iso-8859-1"),
                        Rules.reads(400, "Läufer").reading()),
                Scenario.of(
                        "400, a charset that does not exist",
                        Hostile.charset("nonsense"),
                        Rules.reads(400, "Läufer").reading()),
                Scenario.of("400, an array of JSON", body("[31415, 92653]"), keeping(400, "31415, 92653")),
                Scenario.of("400, a string of JSON", body("\"out of service\""), keeping(400, "out of service")),
                Scenario.of(
                        "400, `{\"error\": \"text\"}`",
                        body("{\"error\": \"out of service\"}"),
                        keeping(400, "out of service")),
                Scenario.of(
                        "200 with the body of a 503",
                        (api, peer, now) ->
                                api.then(200, peer.error(503, MESSAGE)).always(),
                        Rules.sees(SAYS).reading()),
                Scenario.of("HEAD, 404", (api, peer, now) -> failing(api, peer, 404), Trials.head(Rules.tells(404))),
                Scenario.of("204", (api, peer, now) -> api.then(204), Trials.delete(Rules.succeeds())),
                Scenario.of(
                        "302 to a login page",
                        Hostile::login,
                        Rules.staysOut("Sign in").reading()),
                Scenario.of("103 before a 400", Hostile::hinted, keeping(400, SAYS)),
                Scenario.of("400 in chunks, with trailers", Hostile::trailing, keeping(400, SAYS)),
                Scenario.of(
                        "the call after one that was cut",
                        (api, peer, now) -> succeeding(
                                api.then(400, peer.error(400, MESSAGE))
                                        .cutAfter(cut(peer).length()),
                                peer),
                        Trials.twice(Rules.succeeds())));
    }

    private static Trial keeping(int status, String part) {
        return Rules.keeps(status, part).reading();
    }

    private static FakeApi failing(FakeApi api, Peer peer, int status) {
        return api.then(status, peer.error(status, MESSAGE));
    }

    private static void succeeding(FakeApi api, Peer peer) {
        api.then(200, peer.success()).always();
    }

    private static void succeeding(FakeApi api, Peer peer, Instant now) {
        succeeding(api, peer);
    }

    private static Script hinting(int status, String header, String value) {
        return (api, peer, now) -> succeeding(failing(api, peer, status).header(header, value), peer);
    }

    private static Script hintingAlways(String header, String value) {
        return (api, peer, now) -> failing(api, peer, 429).header(header, value).always();
    }

    /** The date is the server's, whose clock is so far from ours. */
    private static Script dated(Duration skew) {
        return (api, peer, now) -> {
            Instant there = now.plus(skew).truncatedTo(ChronoUnit.SECONDS);
            succeeding(
                    failing(api, peer, 503)
                            .header("Date", date(there))
                            .header("Retry-After", date(there.plusSeconds(3))),
                    peer);
        };
    }

    private static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private static void nginx(FakeApi api, Peer peer, Instant now) {
        api.html(502).always();
    }

    private static void endless(FakeApi api, Peer peer, Instant now) {
        api.then(404, HTML, ("<html>" + "x".repeat(1 << 20)).getBytes(UTF_8));
    }

    private static Script body(String json) {
        return (api, peer, now) -> api.then(400, json);
    }

    /** An error that ends in its message. */
    private static String cut(Peer peer) {
        String error = peer.error(400, MESSAGE);
        return error.substring(0, error.indexOf(MESSAGE) + SAYS.length() + 3);
    }
}
