package dev.errata.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole error contract of one API at run time. Immutable; generated code builds it. */
public final class Catalog {
    private final String api;
    private final String version;
    private final Envelope envelope;
    private final RequestId requestId;
    private final @Nullable String docUrl;
    private final @Nullable String versionHeader;
    private final Map<String, Long> limits;
    private final Map<String, Code> codes;
    private final Map<Condition, Answer> answers;

    /**
     * How the API names a request.
     *
     * @param header the header of requests and responses
     * @param prefix what a minted id begins with
     */
    public record RequestId(String header, String prefix) {}

    private record Answer(Variant variant, @Nullable Fact[] facts) {
        /** The status that HTTP has for the condition where the page keeps it, else 0. */
        int kept(Condition condition) {
            return variant.statuses().contains(condition.status()) ? condition.status() : 0;
        }
    }

    private Catalog(Builder builder) {
        this.api = builder.api;
        this.version = builder.version;
        this.envelope = builder.envelope;
        this.requestId = builder.requestId;
        this.docUrl = builder.docUrl;
        this.versionHeader = builder.versionHeader;
        this.limits = Collections.unmodifiableMap(new LinkedHashMap<>(builder.limits));
        this.codes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.codes));
        this.answers = answers(api, codes.values());
    }

    /** Begins a catalog. */
    public static Builder of(String api, String version) {
        return new Builder(api, version);
    }

    /** The name of the API. */
    public String api() {
        return api;
    }

    /** The version of the catalog. */
    public String version() {
        return version;
    }

    /** The shape of its bodies. */
    public Envelope envelope() {
        return envelope;
    }

    /** How it names requests. */
    public RequestId requestId() {
        return requestId;
    }

    /** Every code, in the order of their identifiers. */
    public Collection<Code> codes() {
        return codes.values();
    }

    /** The code with this identifier, null when there is none. */
    public @Nullable Code code(String id) {
        return codes.get(id);
    }

    /**
     * A number that guards and prose share.
     *
     * @throws IllegalArgumentException when {@code errata.yaml} has no such limit
     */
    public long limit(String name) {
        Long value = limits.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The catalog of " + api + " has no limit '" + name
                    + "'; errata.yaml has " + limits.keySet() + ". Add it under limits: there.");
        }
        return value;
    }

    /**
     * The address of a code's page, null when the catalog declares none.
     *
     * @param docs what stands for {@code {docs}} in the declared pattern, without a slash at its end
     */
    public @Nullable String docUrl(Code code, String docs) {
        return docUrl(code.id(), docs);
    }

    /** The address of the page of a code or of one of its earlier names, null when the catalog declares none. */
    public @Nullable String docUrl(String name, String docs) {
        return docUrl == null ? null : docUrl.replace("{docs}", docs).replace("{code}", name);
    }

    /**
     * The header by which a caller pins itself to the API of a day, such as {@code API-Version: 2026-06-01}; null when
     * the API has none.
     */
    public @Nullable String versionHeader() {
        return versionHeader;
    }

    /** The form of the code that answers a condition. */
    public Variant answering(Condition condition) {
        return answer(condition).variant();
    }

    /**
     * The error that answers a condition.
     *
     * @throws IllegalArgumentException when a fact is missing that the condition supplies
     */
    public ApiError answer(Condition condition, Facts facts) {
        for (Fact fact : condition.supplied()) {
            if (facts.get(fact) == null) {
                throw incomplete(condition, facts);
            }
        }
        Answer answer = answer(condition);
        @Nullable Object[] values = new Object[answer.facts().length];
        for (int i = 0; i < values.length; i++) {
            Fact fact = answer.facts()[i];
            values[i] = fact == null ? null : facts.get(fact);
        }
        Object wait = facts.get(Fact.RETRY_AFTER);
        Map<String, String> headers = wait == null ? null : Map.of("Retry-After", wait.toString());
        return new ApiError(answer.variant(), values, headers, condition, answer.kept(condition));
    }

    private static IllegalArgumentException incomplete(Condition condition, Facts facts) {
        return new IllegalArgumentException("The condition " + condition.id() + " supplies "
                + condition.supplied().stream().map(Fact::id).toList() + ", but was raised with " + facts
                + ". Make its facts with the method of Facts that asks for all of them.");
    }

    private Answer answer(Condition condition) {
        Answer answer = answers.get(condition);
        if (answer == null) {
            throw new IllegalStateException("No code answers " + condition.id());
        }
        return answer;
    }

    private static Map<Condition, Answer> answers(String api, Collection<Code> codes) {
        Map<Condition, Answer> named = new EnumMap<>(Condition.class);
        for (Code code : codes) {
            for (Map.Entry<Condition, Variant> raised : code.raisedBy().entrySet()) {
                Condition condition = raised.getKey();
                Variant variant = raised.getValue();
                Answer other = named.put(condition, new Answer(variant, facts(code)));
                if (other != null) {
                    throw new IllegalStateException("Catalog of " + api + ": both " + other.variant() + " and "
                            + variant + " answer " + condition.id() + "; only one page may name a condition.");
                }
            }
        }
        Map<Condition, Answer> all = new EnumMap<>(Condition.class);
        List<String> unanswered = new ArrayList<>();
        for (Condition condition : Condition.values()) {
            Answer answer = null;
            for (Condition at = condition; at != null && answer == null; at = at.parent()) {
                answer = named.get(at);
            }
            if (answer != null) {
                all.put(condition, answer);
            } else if (condition.parent() == null) {
                unanswered.add(condition.id());
            }
        }
        if (!unanswered.isEmpty()) {
            throw new IllegalStateException("Catalog of " + api + ": no page answers " + unanswered
                    + ". Name each in raised-by: of a page; without it a refusal would have no code.");
        }
        return all;
    }

    private static @Nullable Fact[] facts(Code code) {
        @Nullable Fact[] facts = new Fact[code.details().size()];
        for (int i = 0; i < facts.length; i++) {
            facts[i] = Fact.named(code.details().get(i).fact()).orElse(null);
        }
        return facts;
    }

    /** Collects a catalog; generated code calls it. Not thread-safe. */
    public static final class Builder {
        private final String api;
        private final String version;
        private Envelope envelope = Envelope.PROBLEM;
        private RequestId requestId = new RequestId("X-Request-Id", "req_");
        private @Nullable String docUrl;
        private @Nullable String versionHeader;
        private final Map<String, Long> limits = new LinkedHashMap<>();
        private final Map<String, Code> codes = new LinkedHashMap<>();

        private Builder(String api, String version) {
            this.api = api;
            this.version = version;
        }

        /** The shape of bodies; RFC 9457 unless said. */
        public Builder envelope(Envelope envelope) {
            this.envelope = envelope;
            return this;
        }

        /** How requests are named; {@code X-Request-Id} and {@code req_} unless said. */
        public Builder requestId(String header, String prefix) {
            this.requestId = new RequestId(header, prefix);
            return this;
        }

        /** The pattern of page addresses, with {@code {docs}} and {@code {code}}. */
        public Builder docUrl(String pattern) {
            this.docUrl = pattern;
            return this;
        }

        /** The header by which callers pin themselves to a day. */
        public Builder versionHeader(String header) {
            this.versionHeader = header;
            return this;
        }

        /** A number that guards and prose share. */
        public Builder limit(String name, long value) {
            limits.put(name, value);
            return this;
        }

        /** Adds a code. */
        public Builder code(Code code) {
            codes.put(code.id(), code);
            return this;
        }

        /** Adds codes. */
        public Builder codes(Collection<Code> more) {
            for (Code code : more) {
                code(code);
            }
            return this;
        }

        /**
         * The catalog.
         *
         * @throws IllegalStateException when a root condition has no answer or a condition has two
         */
        public Catalog build() {
            return new Catalog(this);
        }
    }
}
