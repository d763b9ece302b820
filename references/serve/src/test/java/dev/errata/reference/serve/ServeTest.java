package dev.errata.reference.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.harpoon.HarpoonKeys;
import dev.errata.store.jdbc.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeTest {
    private static final Pattern CURL = Pattern.compile("curl -i '([^']+)' -H '([^:]+): ([^']+)'");

    @TempDir
    private Path folder;

    private static HttpResponse<String> get(String address, String... header) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (header.length > 0) {
            request.headers(header);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String post(String address, String body, String... header) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (header.length > 0) {
            request.headers(header);
        }
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return answer.body();
    }

    @Test
    void saysHowToReachWhatItServesAndWhatToTryFirst() throws Exception {
        int base = Served.freeBase();
        String address = "http://127.0.0.1:" + (base + 4);
        Map<String, String> keys = HarpoonKeys.demo().texts();
        try (Served served = new Served("harpoon", "--port", "" + base, "--data", folder.toString())) {
            assertThat(served.err()).isEmpty();
            assertThat(served.status()).isZero();
            assertThat(served.out()).isEqualTo("""
                    ready harpoon %1$s
                      secret key     %2$s
                      public key     %3$s
                      read-only key  %4$s
                      control token  %7$s
                      try            curl -i '%1$s/v1/webhooks' -H 'Authorization: Bearer %3$s'
                      error pages    %1$s/errors/
                      data           %5$s
                    portal http://127.0.0.1:%6$d/
                    Stop with Ctrl-C.
                    """.formatted(
                            address,
                            keys.get("secret"),
                            keys.get("public"),
                            keys.get("read-only"),
                            folder.resolve("harpoon"),
                            base,
                            controlToken("harpoon")));

            assertThatItsFirstRequestTeaches(served.out(), address);
            assertThat(get(address + "/v1/webhooks", "Authorization", "Bearer " + keys.get("secret"))
                            .statusCode())
                    .isEqualTo(200);
            String control = address + "/_control/receivers/x.example.com";
            assertThat(get(control).statusCode()).isEqualTo(404);
            assertThat(get(control, "Control-Token", controlToken("harpoon")).statusCode())
                    .isEqualTo(200);
            assertThat(get(control, "Control-Token", controlToken("harpoon"), "Origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private static void assertThatItsFirstRequestTeaches(String out, String address) throws Exception {
        Matcher curl = CURL.matcher(out);
        assertThat(curl.find()).isTrue();

        HttpResponse<String> answer = get(curl.group(1), curl.group(2), curl.group(3));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"success\":false,\"error\":{\"code\":\"INVALID_KEY_TYPE\",\"message\":\"This operation needs"
                                + " a secret key; the request was made with a public key.\",\"details\":{\"key_type\":"
                                + "\"public\",\"required\":\"secret\"}}}");
        assertThat(answer.headers().firstValue("Link"))
                .contains("<" + address + "/errors/INVALID_KEY_TYPE>; rel=\"help\"");
    }

    @Test
    void toThePublicThereAreNoKeysAndNoControls() throws Exception {
        int base = Served.freeBase();
        String address = "http://127.0.0.1:" + (base + 4);
        try (Served served = new Served("harpoon", "--public", "--port", "" + base, "--data", folder.toString())) {
            assertThat(served.err()).isEmpty();
            assertThat(served.out()).isEqualTo("""
                    ready harpoon %1$s
                      error pages    %1$s/errors/
                      data           %2$s
                    portal http://127.0.0.1:%3$d/
                    Stop with Ctrl-C.
                    """.formatted(address, folder.resolve("harpoon"), base));

            HttpResponse<String> control = get(address + "/_control/receivers/x.example.com");
            assertThat(control.statusCode()).isEqualTo(404);
            assertThat(control.body())
                    .isEqualTo(
                            "{\"success\":false,\"error\":{\"code\":\"ROUTE_NOT_FOUND\",\"message\":\"There is no such"
                                    + " route in this API; compare method and path with the documentation.\"}}");
            HttpResponse<String> demo = get(
                    address + "/v1/webhooks",
                    "Authorization",
                    "Bearer " + HarpoonKeys.demo().texts().get("secret"));
            assertThat(demo.statusCode()).isEqualTo(401);
            assertThat(demo.body()).contains("\"INVALID_API_KEY\"");
        }
    }

    @Test
    void whatIsKeptMayBeInPostgres() throws Exception {
        int base = Served.freeBase();
        String store = Place.POSTGRES.empty(folder);
        String[] arguments = {"harpoon", "--port", "" + base, "--data", folder.toString(), "--store", store};
        try (Served served = new Served(arguments)) {
            assertThat(served.err()).isEmpty();
            assertThat(folder.resolve("harpoon").resolve("harpoon.db")).doesNotExist();
            assertThatItsFirstRequestTeaches(served.out(), "http://127.0.0.1:" + (base + 4));
        }
    }

    @Test
    void aStoreThatIsNoneIsNamedWithoutItsSecrets() throws Exception {
        String store = "jdbc:mysql://127.0.0.1/errata_{api}?password=hush";
        String[] arguments = {"harpoon", "--port", "" + Served.freeBase(), "--data", folder.toString(), "--store", store
        };
        try (Served served = new Served(arguments)) {
            assertThat(served.status()).isEqualTo(1);
            assertThat(served.err())
                    .isEqualTo(
                            "The API harpoon did not start: 'jdbc:mysql://127.0.0.1/errata_harpoon' is no place for a"
                                    + " database; give the path of a file, or"
                                    + " jdbc:postgresql://host:port/database?user=…&password=…. See docs/errors.md#service_not_started\n");
        }
    }

    @Test
    void thePortalShowsWhatRunsAndHowToStartTheOthers() throws Exception {
        int base = Served.freeBase();
        String port = "" + base;
        try (Served served = new Served("harpoon", "--port", port, "--data", folder.toString())) {
            assertThat(served.err()).isEmpty();
            String portal = "http://127.0.0.1:" + base + "/";
            assertThat(new PortalPage(get(portal).body()).text())
                    .contains("Not started; 'errata serve harbor --port " + base + "' starts it.")
                    .contains("http://127.0.0.1:" + (base + 1) + " (not started)")
                    .doesNotContain("errata serve harpoon", "http://127.0.0.1:" + (base + 4) + " (not started)");

            try (Served another = new Served("harbor", "--port", port, "--data", folder.toString())) {
                assertThat(another.status()).isZero();
                assertThat(another.err())
                        .isEqualTo(
                                "The portal did not start: port " + base + " is taken. Stop what listens there, or"
                                        + " move all ports with --port N. The APIs that were named start without it. See docs/errors.md#port_taken\n");
                assertThat(new PortalPage(get(portal).body()).text()).doesNotContain("errata serve harbor --port");
            }
        }
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheNearest() {
        try (Served served = new Served("harpoon", "--prot=9000")) {
            assertThat(served.status()).isEqualTo(2);
            assertThat(served.err())
                    .startsWith("""
                    errata serve: Unknown option: '--prot=9000'. Did you mean '--port'?
                    Allowed: errata serve [-hV]""")
                    .endsWith("'errata serve --help' explains each." + " See docs/errors.md#argument_unusable\n");
        }
    }

    /** What the script at the root of a checkout prints, where nothing needs to be built. */
    @Test
    void theDocumentHasTheHelpOfTheCommand() throws Exception {
        try (Served served = new Served("--help")) {
            assertThat(Files.readString(Path.of("../../docs/commands.md")))
                    .contains("## errata serve\n")
                    .contains("```\n" + served.out() + "```\n");
        }
    }

    @Test
    void unknownApiIsToldWhichThereAre() {
        try (Served served = new Served("harpoon", "harpon", "--data", folder.toString())) {
            assertThat(served.status()).isEqualTo(2);
            assertThat(served.err())
                    .isEqualTo(
                            "There is no reference API 'harpon'; there are: harbor, harbor-protocol, harmont, harpoon, hookbridge."
                                    + " Did you mean 'harpoon'? See docs/errors.md#argument_unusable\n");
            assertThat(served.out()).isEmpty();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void takenPortIsToldWithAWayOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Served served =
                        new Served("harpoon", "--port", "" + (taken.getLocalPort() - 4), "--data", folder.toString())) {
            assertThat(served.status()).isEqualTo(1);
            assertThat(served.err())
                    .isEqualTo(
                            "The API harpoon did not start: port " + taken.getLocalPort()
                                    + " is taken. Stop what listens there, or move all ports with --port N. See docs/errors.md#port_taken\n");
            assertThat(served.out()).isEmpty();
        }
    }

    @Test
    void folderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (Served served = new Served("harpoon", "--port", "" + Served.freeBase(), "--data", file.toString())) {
            assertThat(served.status()).isEqualTo(1);
            assertThat(served.err())
                    .isEqualTo("The API harpoon did not start: The folder " + file.resolve("harpoon")
                            + " for the database cannot be made: " + file.resolve("harpoon")
                            + ": Not a directory. See docs/errors.md#service_not_started\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_532, 70_000})
    void firstPortThatLeavesNoneForAnApiIsRefused(int port) {
        try (Served served = new Served("--port", "" + port, "--data", folder.toString())) {
            assertThat(served.status()).isEqualTo(2);
            assertThat(served.err())
                    .isEqualTo(
                            "The first port cannot be " + port
                                    + "; it goes from 1 to 65530, so that every API finds one. See docs/errors.md#port_out_of_range\n");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void startsEveryApiAndThePortalUnlessToldWhich() throws Exception {
        int base = Served.freeBase();
        try (Served served = new Served("--port", "" + base, "--data", folder.toString())) {
            assertThat(served.err()).isEmpty();
            assertThat(served.out()
                            .lines()
                            .filter(line -> line.startsWith("ready "))
                            .map(line -> line.split(" ")[1]))
                    .containsExactly("harbor", "harbor-protocol", "harmont", "harpoon", "hookbridge");
            assertThat(served.out()).endsWith("portal http://127.0.0.1:" + base + "/\nStop with Ctrl-C.\n");
            assertThatEveryCommandOfThePortalProvokesItsCode(base);
            moveClocks(base, "P40D");
            assertThatEveryCommandOfThePortalProvokesItsCode(base);
        }
    }

    /** Also renews the lease on a move that was made before. */
    private void moveClocks(int base, String by) throws Exception {
        for (Reference reference : Reference.ALL) {
            post(
                    control(reference, base) + "/clock",
                    "{\"advance\": \"" + by + "\"}",
                    "Control-Token",
                    controlToken(reference.id()));
        }
    }

    /** As a program of this user finds it. */
    private String controlToken(String api) throws IOException {
        return Files.readString(folder.resolve(api).resolve("control-token")).strip();
    }

    private static String control(Reference reference, int base) {
        return "http://127.0.0.1:" + reference.port(base) + "/_control";
    }

    @Test
    void whatAProbeHasChangedForEverybodyIsTakenBack() throws Exception {
        int base = Served.freeBase();
        try (Served served = new Served("--port", "" + base, "--data", folder.toString())) {
            List<Told> before = told(served);
            assertThat(before).extracting(Told::status).containsExactly(403, 403, 404, 403, 403);
            moveClocks(base, "P14D");
            // What is counted now is counted in a time that will not have been.
            told(served);
            assertThat(heard(served, base)).isPositive();
            for (Reference reference : Reference.ALL) {
                boolean bus = reference.id().equals("harbor-protocol");
                post(
                        control(reference, base) + "/fixtures/" + (bus ? "close_bus" : "maintenance"),
                        bus ? "{}" : "{\"seconds\": \"3600\"}",
                        "Control-Token",
                        controlToken(reference.id()));
            }
            assertThat(told(served)).extracting(Told::status).containsExactly(503, 401, 503, 503, 503);

            for (Reference reference : Reference.ALL) {
                HttpRequest restore = HttpRequest.newBuilder(URI.create(control(reference, base)))
                        .header("Control-Token", controlToken(reference.id()))
                        .DELETE()
                        .build();
                assertThat(HttpClient.newHttpClient()
                                .send(restore, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200);
            }

            assertThat(told(served)).isEqualTo(before);
            assertThat(heard(served, base)).isPositive();
        }
    }

    /** What a printed request was told: when its bucket is full again within a minute, that is as it should be. */
    private record Told(int status, String code, String limit, boolean soonFull) {
        static Told of(HttpResponse<String> answer) {
            List<String> limit = new ArrayList<>();
            boolean soon = true;
            for (Map.Entry<String, List<String>> header :
                    new TreeMap<>(answer.headers().map()).entrySet()) {
                String name = header.getKey().toLowerCase(Locale.ROOT);
                if (name.endsWith("ratelimit-limit")) {
                    limit.addAll(header.getValue());
                }
                if (name.endsWith("ratelimit-reset")) {
                    long seconds = Long.parseLong(header.getValue().get(0))
                            - Instant.now().getEpochSecond();
                    soon = seconds >= 0 && seconds <= 61;
                }
            }
            String code = answer.body().replaceFirst("(?s).*\"code\":\"([^\"]+)\".*", "$1");
            return new Told(answer.statusCode(), code, String.join(",", limit), soon);
        }
    }

    private static List<Told> told(Served served) throws Exception {
        List<Told> told = new ArrayList<>();
        for (String line : served.out().lines().toList()) {
            if (line.startsWith("  try ")) {
                told.add(Told.of(
                        CurlCommand.answer(line.substring("  try ".length()).trim())));
            }
        }
        return told;
    }

    /** How many bytes a receiver has of an event that a new webhook of Harbor's leads to; 0 when nothing comes. */
    private int heard(Served served, int base) throws Exception {
        String harbor =
                "http://127.0.0.1:" + Reference.named("harbor").orElseThrow().port(base);
        String key = served.out().replaceFirst("(?s).*?  sandbox key +(\\S+).*", "$1");
        String receiver = post(harbor + "/_control/fixtures/receiver", "{}", "Control-Token", controlToken("harbor"))
                .replaceFirst(".*\"receiver_host\":\"([^\"]+)\".*", "$1");
        post(
                harbor + "/v1/webhooks",
                "{\"workspace_id\": \"ws_demo\", \"url\": \"https://" + receiver
                        + "/hooks\", \"events\": [\"invoice.paid\"]}",
                "Authorization",
                "Bearer " + key);
        post(
                harbor + "/v1/events",
                "{\"workspace_id\": \"ws_demo\", \"type\": \"invoice.paid\", \"payload\": {}}",
                "Authorization",
                "Bearer " + key);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        String received = "[]";
        while (received.equals("[]") && System.nanoTime() < until) {
            received = get(harbor + "/_control/receivers/" + receiver, "Control-Token", controlToken("harbor"))
                    .body();
        }
        return received.equals("[]") ? 0 : received.length();
    }

    private void assertThatEveryCommandOfThePortalProvokesItsCode(int base) throws Exception {
        List<PortalPage.Row> rows =
                new PortalPage(get("http://127.0.0.1:" + base + "/").body()).rows();
        assertThat(rows)
                .extracting(PortalPage.Row::curl)
                .filteredOn(Objects::nonNull)
                .hasSizeGreaterThan(50);
        for (PortalPage.Row row : rows) {
            if (row.curl() != null) {
                moveClocks(base, "PT0S");
                assertThat(CurlCommand.run(row.curl()))
                        .as(row.href() + ": " + row.curl())
                        .contains("\"" + row.code() + "\"");
            }
        }
    }

    @Test
    void takenPortOfThePortalIsToldBeforeAnyApiStarts() throws IOException {
        int base = Served.freeBase();
        try (ServerSocket taken = new ServerSocket(base, 1, InetAddress.getLoopbackAddress());
                Served served = new Served("--port", "" + base, "--data", folder.toString())) {
            assertThat(served.status()).isEqualTo(1);
            assertThat(served.err())
                    .isEqualTo(
                            "The portal did not start: port " + taken.getLocalPort()
                                    + " is taken. Stop what listens there, or move all ports with --port N. See docs/errors.md#port_taken\n");
            assertThat(served.out()).isEmpty();
            assertThat(folder).isEmptyDirectory();
        }
    }
}
