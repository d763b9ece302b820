package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.core.RetryAdvice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalog against the table of the contract's document: its codes, their statuses, and whether to try again. */
@ExtendWith(Runtimes.class)
class ContractTableTest {
    private static final CatalogSource PAGES = CatalogSource.read(Path.of("errors"));

    /** Code, statuses (the first is the table's own, the others stand in its prose), advice. */
    private static final String TABLE = """
            auth_rejected            401           reauthenticate
            identity_required        401           never
            identity_scope_required  403           never
            invalid_request          400           never
            not_found                404           never
            payload_invalid          422           never
            presign_unsupported      501           never
            request_too_large        413           never
            runtime_error            500,429,503   backoff
            scope_mismatch           403           never
            unknown_method           404           never
            """;

    @Test
    void theElevenRowsAreThoseOfTheContract() {
        String rows = PAGES.pages().stream()
                .filter(page -> !page.platform())
                .sorted((one, other) -> one.code().compareTo(other.code()))
                .map(page -> "%-24s %-13s %s\n".formatted(page.code(), statuses(page), advice(page)))
                .collect(Collectors.joining());

        assertThat(rows).isEqualTo(TABLE);
    }

    private static String statuses(Page page) {
        return page.forms().stream().map(Page.Form::shownStatus).distinct().collect(Collectors.joining(","));
    }

    private static String advice(Page page) {
        return page.forms().stream().map(form -> form.retry().word()).distinct().collect(Collectors.joining(","));
    }

    @Test
    void theTableThatIsServedHasTheseRows(HarborRuntime service) {
        String index = service.send(null, "GET", "/errors/index.md", null).text();
        String table = index.substring(index.indexOf("## Codes of the API"), index.indexOf("## Platform codes"));

        Map<String, String> rows = new TreeMap<>();
        table.lines().filter(line -> line.startsWith("| [")).forEach(line -> {
            String[] cells = line.split(" \\| ");
            String code = cells[0].replaceAll("^\\| \\[|\\].*", "");
            assertThat(cells[2]).as("when %s comes", code).matches("[A-Z].*\\. [A-Z].*\\.");
            rows.put(code, cells[1] + " " + cells[3].replace(" |", ""));
        });
        Map<String, String> expected = new TreeMap<>();
        TABLE.lines().map(line -> line.split(" +")).forEach(row -> expected.put(row[0], sorted(row[1]) + " " + row[2]));
        assertThat(rows).isEqualTo(expected).hasSize(11);
    }

    private static String sorted(String statuses) {
        return Stream.of(statuses.split(",")).sorted().collect(Collectors.joining(" "));
    }

    @Test
    void theOtherPagesAreOfThePlatform() {
        Map<String, TreeSet<Integer>> platform = new TreeMap<>();
        HarborProtocolErrors.CATALOG.codes().stream()
                .filter(code -> code.platform())
                .forEach(code -> code.variants()
                        .forEach(form -> platform.computeIfAbsent(code.id(), id -> new TreeSet<>())
                                .add(form.status())));

        assertThat(platform)
                .isEqualTo(Map.of(
                        "absent", new TreeSet<>(List.of(404, 410)),
                        "method_not_allowed", new TreeSet<>(List.of(405)),
                        "not_acceptable", new TreeSet<>(List.of(406)),
                        "outcome_unknown", new TreeSet<>(List.of(500)),
                        "unsupported_media_type", new TreeSet<>(List.of(415)),
                        "protocol_error", new TreeSet<>(List.of(408, 414, 417, 431, 501, 505))));
    }

    @Test
    void theEnvelopeHasTwoMembers() {
        assertThat(HarborProtocolErrors.notFound("task").error().message()).isNotEmpty();
        assertThat(PAGES.root().envelope().root().members())
                .extracting(member -> member.name())
                .containsExactly("code", "message");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload-depth 6",
                "payload-keys 64",
                "payload-items 50",
                "payload-characters 4096",
                "payload-bytes 16384",
                "max-request-bytes 4194304",
                "stream-subscribers 16"
            })
    void theNumbersOfTheContractStandInTheCatalog(String limit) {
        String[] parts = limit.split(" ");

        assertThat(HarborProtocolErrors.CATALOG.limit(parts[0])).isEqualTo(Long.parseLong(parts[1]));
    }

    @Test
    void onlyTheCatchAllIsWorthTryingAgainAsItIs() {
        assertThat(HarborProtocolErrors.CATALOG.codes().stream()
                        .filter(code -> !code.platform())
                        .filter(code -> code.variants().stream().anyMatch(form -> form.retry() == RetryAdvice.BACKOFF))
                        .map(code -> code.id()))
                .containsExactly("runtime_error");
    }
}
