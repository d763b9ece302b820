package dev.errata.guard.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.guard.TestContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoundsCheckTest {
    /** Those of Harbor's control payloads. */
    private final PayloadBounds bounds = new PayloadBounds(6, 64, 50, 4096, 16_384);

    private final BoundsCheck check = new BoundsCheck(TestContract.catalog(), bounds);

    private BoundViolation violation(String json) {
        return bounds.violation(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String members(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"k" + i + "\":" + value)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String items(int count) {
        return "[" + "1,".repeat(count - 1) + "1]";
    }

    @Test
    void whatReachesEachBoundPasses() {
        assertThat(violation("{\"a\":[{\"b\":[{\"c\":[]}]}]}")).isNull();
        assertThat(violation(members(64, "1"))).isNull();
        assertThat(violation(members(64, items(50)))).isNull();
        assertThat(violation("{\"a\":\"" + "\ud83d\ude00".repeat(4095) + "\"}"))
                .isEqualTo(new BoundViolation(Bound.BYTES, 16_384, "body"));
        assertThat(violation("{\"a\":\"" + "\ud83d\ude00".repeat(4094) + "\"}")).isNull();
        assertThat(violation("{\"a\":\"" + "x".repeat(4096) + "\"}")).isNull();
        assertThat(violation("{\"" + "k".repeat(5000) + "\":1}")).isNull();
        assertThat(violation("[\"" + "x".repeat(4094) + "\"" + ",\"" + "y".repeat(4090) + "\",\"" + "z".repeat(4092)
                        + "\",\"" + "\\u0041".repeat(4095) + "\"]"))
                .isNull();
        assertThat(violation("{ " + " ".repeat(20_000) + "}")).isNull();
        assertThat(violation("")).isNull();
        assertThat(violation("\"x\"")).isNull();
    }

    @Test
    void whatCrossesABoundIsToldWhere() {
        assertThat(violation("{\"a\":[{\"b\":[{\"c\":[{}]}]}]}"))
                .isEqualTo(new BoundViolation(Bound.DEPTH, 6, "a[0].b[0].c[0]"));
        assertThat(violation("[1,{\"a\":" + members(65, "1") + "}]"))
                .isEqualTo(new BoundViolation(Bound.KEYS, 64, "[1].a"));
        assertThat(violation("{\"x\":{},\"list\":" + items(51) + "}"))
                .isEqualTo(new BoundViolation(Bound.ITEMS, 50, "list"));
        assertThat(violation("{\"x\":[],\"list\":[\"\",{},\"" + "x".repeat(4097) + "\"]}"))
                .isEqualTo(new BoundViolation(Bound.CHARACTERS, 4096, "list[2]"));
        assertThat(violation("[" + ("\"" + "x".repeat(4096) + "\",").repeat(3) + "\"" + "x".repeat(4085) + "\"]"))
                .isEqualTo(new BoundViolation(Bound.BYTES, 16_384, "body"));
    }

    @Test
    void aPathIsCutAndAsTheSenderWroteIt() {
        assertThat(violation("{\"a\\u0062\":" + items(51) + "}").path()).isEqualTo("a\\u0062");
        assertThat(violation("{\"" + "k".repeat(5000) + "\":" + items(51) + "}").path())
                .isEqualTo("k".repeat(200));
    }

    @Test
    void aViolationEndsThePass() {
        assertThat(violation(items(51) + "\u0000 and nothing that is JSON")).isNotNull();
        assertThat(violation("{\"a\":\"" + "x".repeat(4097))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"p\":%s}", "{\"x\":{\"p\":1},\"p\":%s}", " {\"\\u0070\" : %s}", "{\"p\":1,\"p\":%s}"})
    void oneMemberMayBeTheDocument(String body) {
        byte[] deep = body.replace("%s", "{\"a\":[{\"b\":[{\"c\":[{}]}]}]}").getBytes(StandardCharsets.UTF_8);
        byte[] flat = body.replace("%s", "{\"a\":[{\"b\":[{\"c\":[]}]}]}").getBytes(StandardCharsets.UTF_8);

        assertThat(bounds.violation(deep, "p")).isEqualTo(new BoundViolation(Bound.DEPTH, 6, "p.a[0].b[0].c[0]"));
        assertThat(bounds.violation(flat, "p")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"x\":{\"p\":%s}}", "[{\"p\":%s}]", "[\"p\",%s]", "{\"P\":%s}", "{\"x\":\"p\",\"y\":%s}", "%s"
            })
    void otherMembersAreNotLookedAt(String body) {
        byte[] json = body.replace("%s", items(51)).getBytes(StandardCharsets.UTF_8);

        assertThat(bounds.violation(json, "p")).isNull();
    }

    @Test
    void aViolationIsAnsweredInTheContract() {
        ApiError error = check.check(("{\"p\":" + items(51) + "}").getBytes(StandardCharsets.UTF_8), "p");

        assertThat(error.code().id()).isEqualTo("REQUEST_BODY_BOUNDS_PAYLOAD");
        assertThat(error.details())
                .isEqualTo(Map.of(
                        "field",
                        "p",
                        "location",
                        "body",
                        "rule",
                        "must not have more than 50 items",
                        "errors",
                        List.of(Map.of("field", "p", "location", "body", "rule", "must not have more than 50 items")),
                        "limit",
                        50L));
        assertThat(check.check(new byte[0])).isNull();
    }

    @Test
    void everyBoundSaysWhatIsAllowed() {
        assertThat(new BoundViolation(Bound.DEPTH, 6, "").rule())
                .isEqualTo("must not nest more than 6 objects and lists");
        assertThat(new BoundViolation(Bound.KEYS, 64, "").rule()).isEqualTo("must not have more than 64 members");
        assertThat(new BoundViolation(Bound.CHARACTERS, 4096, "").rule())
                .isEqualTo("must not be longer than 4096 characters");
        assertThat(new BoundViolation(Bound.BYTES, 16_384, "").rule())
                .isEqualTo("must not take more than 16384 bytes, white space left out");
    }

    @Test
    void theNumbersComeFromTheCatalog() {
        Catalog.Builder catalog = Catalog.of("Test", "1")
                .limit("payload-depth", 1)
                .limit("payload-keys", 2)
                .limit("payload-items", 3)
                .limit("payload-characters", 4)
                .limit("payload-bytes", 5);
        TestContract.catalog().codes().forEach(catalog::code);

        assertThat(PayloadBounds.of(catalog.build())).isEqualTo(new PayloadBounds(1, 2, 3, 4, 5));
        assertThatThrownBy(() -> new PayloadBounds(6, 64, 0, 4096, 16_384))
                .hasMessage("Found a depth of 6, 64 keys, 0 items, 4096 characters and 16384 bytes; each must be at"
                        + " least 1");
    }
}
