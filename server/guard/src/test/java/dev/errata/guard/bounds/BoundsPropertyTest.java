package dev.errata.guard.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scan against a walk over the tree that a parser makes of the same bytes. */
final class BoundsPropertyTest {
    private static final int DOCUMENTS = 6_000;
    private final JsonMapper mapper = new JsonMapper();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAWalkOverTheParsedTree(long seed) {
        RandomJson json = new RandomJson(seed);
        Random random = new Random(seed);
        Map<Bound, Integer> met = new EnumMap<>(Bound.class);
        int passed = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = json.write();
            PayloadBounds bounds = bounds(random);
            JsonNode tree = mapper.readTree(text);
            Set<Bound> crossed = crossed(tree, bounds);

            BoundViolation violation = bounds.violation(text.getBytes(StandardCharsets.UTF_8));
            if (violation == null) {
                passed++;
                assertThat(crossed).as("%s of %s", bounds, text).isEmpty();
            } else {
                met.merge(violation.bound(), 1, Integer::sum);
                assertThat(crossed).as("%s: %s of %s", violation, bounds, text).contains(violation.bound());
            }
            String wrapped = " { \"x\" : [{\"p\":\"]\"}], \"p\\u0061y\" : " + text + " , \"y\":\"\\\"\" } ";
            assertThat(bounds.violation(wrapped.getBytes(StandardCharsets.UTF_8), "pay") == null)
                    .as("%s of %s", bounds, wrapped)
                    .isEqualTo(crossed.isEmpty());
        }
        assertThat(passed).isGreaterThan(DOCUMENTS / 10);
        assertThat(met)
                .containsOnlyKeys(Bound.values())
                .allSatisfy((bound, times) -> assertThat(times).isGreaterThan(DOCUMENTS / 100));
    }

    private static PayloadBounds bounds(Random random) {
        return new PayloadBounds(
                1 + random.nextInt(6),
                1 + random.nextInt(8),
                1 + random.nextInt(8),
                5 + random.nextInt(22),
                20 + random.nextInt(500));
    }

    private Set<Bound> crossed(JsonNode tree, PayloadBounds bounds) {
        Set<Bound> crossed = EnumSet.noneOf(Bound.class);
        if (mapper.writeValueAsBytes(tree).length > bounds.bytes()) {
            crossed.add(Bound.BYTES);
        }
        walk(tree, 0, bounds, crossed);
        return crossed;
    }

    private static void walk(JsonNode node, int depth, PayloadBounds bounds, Set<Bound> crossed) {
        if (node.isContainer() && depth + 1 > bounds.depth()) {
            crossed.add(Bound.DEPTH);
        }
        if (node.isObject() && node.size() > bounds.keys()) {
            crossed.add(Bound.KEYS);
        }
        if (node.isArray() && node.size() > bounds.items()) {
            crossed.add(Bound.ITEMS);
        }
        if (node.isString()
                && node.stringValue().codePointCount(0, node.stringValue().length()) > bounds.characters()) {
            crossed.add(Bound.CHARACTERS);
        }
        node.forEach(child -> walk(child, depth + 1, bounds, crossed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void leavesWhatIsNotJsonToTheParser(long seed) {
        RandomJson json = new RandomJson(seed);
        Random random = new Random(seed);
        int untouched = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] bytes = random.nextInt(4) == 0 ? noise(random) : json.write().getBytes(StandardCharsets.UTF_8);
            for (int hits = random.nextInt(4); hits >= 0 && bytes.length > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            untouched += bounds(random).violation(bytes) == null ? 1 : 0;
            untouched += bounds(random).violation(bytes, "a") == null ? 1 : 0;
        }
        assertThat(untouched).isPositive();
    }

    private static byte[] noise(Random random) {
        String signs = "{}[]\",:\\u0aF \ud83d\ude00tn1-.e";
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            noise.append(signs.charAt(random.nextInt(signs.length())));
        }
        return noise.toString().getBytes(StandardCharsets.UTF_8);
    }
}
