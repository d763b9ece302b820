package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clients of the contract document, with another base address and otherwise as they are. */
@ExtendWith(SharedHarpoon.class)
class SamplesTest {
    private static final List<String> FILES =
            List.of("create-payment.mjs", "run.mjs", "create_payment.py", "run.py", "stand-in/requests.py");

    /** What runs a sample; each prints one line about the outcome. */
    enum Client {
        NODE(List.of("node", "run.mjs"), List.of("node", "-e", "fetch")),
        PYTHON(List.of("python3", "run.py"), List.of("python3", "-c", "import requests")),
        PYTHON_WITHOUT_PACKAGES(List.of("python3", "run.py"), List.of("python3", "-c", "pass"));

        final List<String> command;
        final List<String> probe;

        Client(List<String> command, List<String> probe) {
            this.command = command;
            this.probe = probe;
        }

        boolean isThere() throws InterruptedException {
            try {
                return new ProcessBuilder(probe)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException absent) {
                return false;
            }
        }
    }

    @TempDir
    private Path folder;

    /** The last line that the sample prints; whenever it waits, a minute passes for the service. */
    private String run(Client client, Harpoon service, String key, String amount) throws Exception {
        assumeTrue(client.isThere(), client.probe.get(0) + " is not on this machine");
        for (String file : FILES) {
            copy(file, service);
        }
        List<String> command = new java.util.ArrayList<>(client.command);
        command.addAll(List.of(amount, "Two tickets"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("HARPOON_API_KEY", key);
        environment.put("NO_PROXY", "127.0.0.1");
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        if (client == Client.PYTHON_WITHOUT_PACKAGES) {
            environment.put("PYTHONPATH", folder.resolve("stand-in").toString());
        }
        Process process = builder.start();
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                if (line.startsWith("waiting ")) {
                    service.advance(Duration.ofMinutes(1));
                }
            }
        }
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err.txt")))
                .isZero();
        return last;
    }

    private void copy(String file, Harpoon service) throws IOException {
        try (InputStream in = Objects.requireNonNull(SamplesTest.class.getResourceAsStream("samples/" + file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(
                    folder.resolve(file),
                    text.replace("https://api.harpoonsms.com", service.base().toString()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSampleCreatesAPayment(Client client, Team team) throws Exception {
        String line = run(client, team.service(), team.secretKey(), "150.00");

        assertThat(line).matches("created hpn_trx_[0-9a-f]{32} PENDING");
        assertThat(team.get("/v1/transactions/" + line.split(" ")[1]).at("data.expected_amount"))
                .isEqualTo("150.00");
    }

    @ParameterizedTest
    @EnumSource
    void aSampleKnowsAWrongAmount(Client client, Team team) throws Exception {
        assertThat(run(client, team.service(), team.secretKey(), "-50.00"))
                .isEqualTo(
                        client == Client.NODE
                                ? "refused The shop needs an amount that can be paid"
                                : "refused INVALID_AMOUNT Amount must be a positive number {'field': 'amount', 'value': '-50.00'}");
    }

    @ParameterizedTest
    @EnumSource
    void aSampleKnowsAKeyThatMayNot(Client client, Team team) throws Exception {
        String key = team.key("scopes", "transactions:read");

        assertThat(run(client, team.service(), key, "150.00"))
                .isEqualTo(
                        client == Client.NODE
                                ? "refused The key of the shop may not take payments"
                                : "refused INSUFFICIENT_SCOPE API key does not have transactions:write scope"
                                        + " {'required_scope': 'transactions:write', 'available_scopes': ['transactions:read']}");
    }

    @ParameterizedTest
    @EnumSource
    void aSampleShowsTheMessageOfWhatItDoesNotKnow(Client client, Team team) throws Exception {
        String message = "This API key is not one of ours; compare it with the one shown in the dashboard.";

        assertThat(run(client, team.service(), "hpn_live_sk_mistyped", "150.00"))
                .isEqualTo(
                        client == Client.NODE ? "refused " + message : "refused INVALID_API_KEY " + message + " None");
    }

    @ParameterizedTest
    @EnumSource
    void aSampleThatWasTooFastWaitsAndSucceeds(Client client, Team team) throws Exception {
        IntStream.range(0, 100).forEach(i -> team.get("/v1/transactions"));

        assertThat(run(client, team.service(), team.secretKey(), "150.00"))
                .matches("created hpn_trx_[0-9a-f]{32} PENDING");
    }
}
