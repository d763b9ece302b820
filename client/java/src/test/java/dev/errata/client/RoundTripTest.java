package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Envelope;
import dev.errata.core.ErrorRenderer;
import dev.errata.core.Slot;
import dev.errata.core.Variant;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the renderer writes, the reader reads, whatever stands in the slots. */
class RoundTripTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String DOCS = "https://docs.example.com";
    private static final long SEED = 20261120;
    private static final int ROUNDS = 25;

    @TestFactory
    Stream<DynamicTest> everyCodeComesBackThroughEveryShape() {
        assertThat(Catalogs.folders()).hasSizeGreaterThanOrEqualTo(3);
        return Catalogs.folders().stream().flatMap(RoundTripTest::shapes);
    }

    private static Stream<DynamicTest> shapes(Path folder) {
        CatalogSource source = CatalogSource.read(folder);
        Stream<DynamicTest> own =
                Stream.of(shape(source, "its own shape", source.root().envelope()));
        return Stream.concat(
                own, Shapes.ALL.entrySet().stream().map(shape -> shape(source, shape.getKey(), shape.getValue())));
    }

    private static DynamicTest shape(CatalogSource source, String name, Envelope envelope) {
        return DynamicTest.dynamicTest(source.root().api() + " in " + name, () -> {
            Catalog catalog = Catalogs.of(source, envelope);
            ErrorRenderer renderer = new ErrorRenderer(catalog, envelope, DOCS);
            ErrorReader reader = new ErrorReader(catalog, DOCS);
            for (Code code : catalog.codes()) {
                for (Variant variant : code.variants()) {
                    for (int round = 0; round < ROUNDS; round++) {
                        roundTrip(envelope, renderer, reader, variant, SEED + round);
                    }
                }
            }
        });
    }

    private static void roundTrip(
            Envelope envelope, ErrorRenderer renderer, ErrorReader reader, Variant variant, long seed) {
        Hostile hostile = new Hostile(seed);
        @Nullable
        Object[] values = variant.code().details().stream()
                .map(detail -> detail.required() || hostile.coin() ? hostile.value(detail) : null)
                .toArray();
        ApiError error = variant.occurrence(values);
        String requestId = "req_" + hostile.text();
        byte[] body = renderer.render(error, requestId);

        ErrorAnswer read = reader.read(answer(error.status(), renderer.mediaType(), body), NOW);

        String what = variant + ", seed " + seed + ": " + new String(body, java.nio.charset.StandardCharsets.UTF_8);
        assertThat(read.fit()).as(what).isEqualTo(Fit.WHOLE);
        assertThat(read.origin()).as(what).isEqualTo(Origin.SERVICE);
        assertThat(read.code()).as(what).isEqualTo(error.code().id());
        assertThat(read.message()).as(what).isEqualTo(error.message());
        assertThat(read.form()).as(what).isEqualTo(sameOnTheWire(variant, error));
        assertThat(read.docUrl())
                .as(what)
                .isEqualTo(DOCS + "/errors/" + error.code().id());
        assertThat(read.type()).as(what).isEqualTo(error.code().type());
        boolean carried = envelope.slots().contains(Slot.DETAILS);
        assertThat(read.details().values()).as(what).isEqualTo(carried ? error.details() : Map.of());
        if (envelope.slots().contains(Slot.REQUEST_ID)) {
            assertThat(read.requestId()).as(what).isEqualTo(requestId);
        }
    }

    /** Forms of one status and messages that a hostile value can make alike are told apart by nothing. */
    private static Variant sameOnTheWire(Variant variant, ApiError error) {
        return variant.code().variants().stream()
                .filter(other -> other.status() == error.status())
                .filter(other -> other.message().fits(error.message()))
                .findFirst()
                .orElse(variant);
    }

    private static Answer answer(int status, String mediaType, byte[] body) {
        HttpHeaders headers = HttpHeaders.of(Map.of("Content-Type", List.of(mediaType)), (name, value) -> true);
        return new Answer(status, headers, body, Answer.Ending.WHOLE);
    }
}
