package dev.errata.core;

import java.lang.System.Logger.Level;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One error of the contract: its stable identifier and everything the page says about it that matters at run time. */
public final class Code {
    /** The name of a code's main form. */
    public static final String MAIN = "main";

    private final String id;
    private final String title;
    private final @Nullable String type;
    private final Surface surface;
    private final boolean platform;
    private final @Nullable Level log;
    private final List<Detail> details;
    private final List<String> aliases;
    private final NavigableMap<LocalDate, String> namesUntil;
    private final List<Variant> variants;
    private final Map<Condition, Variant> raisedBy;

    private Code(Builder builder) {
        this.id = builder.id;
        this.title = builder.title;
        this.type = builder.type;
        this.surface = builder.surface;
        this.platform = builder.platform;
        this.log = builder.log;
        this.details = List.copyOf(builder.details);
        this.aliases = List.copyOf(builder.aliases);
        this.namesUntil = builder.namesUntil;
        Map<Condition, Variant> raised = new HashMap<>(0);
        List<Variant> made = new ArrayList<>();
        for (Builder.Form form : builder.forms) {
            Variant variant =
                    new Variant(this, form.name, form.status, form.retry, form.actor, form.message, form.statuses);
            made.add(variant);
            for (Condition condition : form.raisedBy) {
                raised.put(condition, variant);
            }
        }
        if (made.isEmpty()) {
            throw new IllegalStateException("Code " + id + " has no form: call form(…) before build()");
        }
        this.variants = List.copyOf(made);
        // Most codes are raised by their application alone, and an EnumMap has a place for every condition.
        this.raisedBy = raised.isEmpty() ? Map.of() : new EnumMap<>(raised);
    }

    /** Begins a code; its identifier is the contract and is never renamed in place. */
    public static Builder named(String id, String title) {
        return new Builder(id, title);
    }

    /** The identifier on the wire. */
    public String id() {
        return id;
    }

    /** A short name for people. */
    public String title() {
        return title;
    }

    /** The class of errors it belongs to, where the API has such a closed set. */
    public @Nullable String type() {
        return type;
    }

    /** Where it appears. */
    public Surface surface() {
        return surface;
    }

    /** Whether it stands for what HTTP and the platform refuse, beyond the codes that the API itself documents. */
    public boolean platform() {
        return platform;
    }

    /** How loud a log tells of each occurrence, {@link Level#OFF} for not at all; null where the page does not say. */
    public @Nullable Level log() {
        return log;
    }

    /** The typed details, in the order of the page. */
    public List<Detail> details() {
        return details;
    }

    /** Earlier names of the code. */
    public List<String> aliases() {
        return aliases;
    }

    /**
     * The name that a caller knows it by: an earlier one for who is pinned to a day before the code was renamed.
     *
     * @param pinned the day that the caller's {@code API-Version} names, null for who follows the API as it is
     */
    public String nameOn(@Nullable LocalDate pinned) {
        Map.Entry<LocalDate, String> earlier = pinned == null ? null : namesUntil.higherEntry(pinned);
        return earlier == null ? id : earlier.getValue();
    }

    /** The day until which callers receive an earlier name, null when nobody does any more. */
    @Nullable
    LocalDate until(String alias) {
        for (Map.Entry<LocalDate, String> kept : namesUntil.entrySet()) {
            if (kept.getValue().equals(alias)) {
                return kept.getKey();
            }
        }
        return null;
    }

    /** The earlier names that pinned callers still receive, the oldest first. */
    List<String> keptNames() {
        return List.copyOf(namesUntil.values());
    }

    /** Its forms, the main one first. */
    public List<Variant> variants() {
        return variants;
    }

    /** The main form. */
    public Variant main() {
        return variants.get(0);
    }

    /**
     * The form with this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Variant variant(String name) {
        return variants.stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Code " + id + " has no variant '" + name + "'; it has " + variants));
    }

    Map<Condition, Variant> raisedBy() {
        return raisedBy;
    }

    @Override
    public String toString() {
        return id;
    }

    /** Collects a code; generated code calls it. Not thread-safe. */
    public static final class Builder {
        private final String id;
        private final String title;
        private @Nullable String type;
        private Surface surface = Surface.RESPONSE;
        private boolean platform;
        private @Nullable Level log;
        private final List<Detail> details = new ArrayList<>();
        private final List<String> aliases = new ArrayList<>();
        private NavigableMap<LocalDate, String> namesUntil = Collections.emptyNavigableMap();
        private final List<Form> forms = new ArrayList<>();

        private record Form(
                String name,
                int status,
                RetryAdvice retry,
                Actor actor,
                MessageTemplate message,
                List<Condition> raisedBy,
                Statuses statuses) {}

        private Builder(String id, String title) {
            this.id = id;
            this.title = title;
        }

        /** The class of errors. */
        public Builder type(String type) {
            this.type = type;
            return this;
        }

        /** Where it appears; {@link Surface#RESPONSE} unless said. */
        public Builder surface(Surface surface) {
            this.surface = surface;
            return this;
        }

        /** Marks it as an answer of the platform. */
        public Builder platform() {
            this.platform = true;
            return this;
        }

        /** How loud a log tells of each occurrence. */
        public Builder log(Level log) {
            this.log = log;
            return this;
        }

        /** Adds a detail. */
        public Builder detail(Detail detail) {
            details.add(detail);
            return this;
        }

        /** Adds an earlier name that nobody receives any more. */
        public Builder alias(String alias) {
            aliases.add(alias);
            return this;
        }

        /**
         * Adds an earlier name that callers pinned to an earlier day still receive.
         *
         * @param until the day of the renaming
         */
        public Builder alias(String alias, LocalDate until) {
            NavigableMap<LocalDate, String> more = new TreeMap<>(namesUntil);
            more.put(until, alias);
            namesUntil = more;
            return alias(alias);
        }

        /**
         * Adds a form whose actor is that of its status, {@link Actor#ofStatus}; the first one is the main form.
         *
         * @throws IllegalArgumentException when the message is no template
         */
        public Builder form(String name, int status, RetryAdvice retry, String message, Condition... raisedBy) {
            return form(name, status, retry, Actor.ofStatus(status), message, raisedBy);
        }

        /**
         * Adds a form; the first one is the main form.
         *
         * @throws IllegalArgumentException when the message is no template
         */
        public Builder form(
                String name, int status, RetryAdvice retry, Actor actor, String message, Condition... raisedBy) {
            forms.add(new Form(
                    name, status, retry, actor, MessageTemplate.parse(message), List.of(raisedBy), Statuses.NONE));
            return this;
        }

        /**
         * Lets the form that was added last keep a status that was set.
         *
         * @throws IllegalStateException when there is no form yet
         */
        public Builder statuses(Statuses statuses) {
            if (forms.isEmpty()) {
                throw new IllegalStateException("Code " + id + " has no form that could keep " + statuses
                        + ": call form(…) before statuses(…)");
            }
            int last = forms.size() - 1;
            Form form = forms.get(last);
            forms.set(
                    last,
                    new Form(form.name, form.status, form.retry, form.actor, form.message, form.raisedBy, statuses));
            return this;
        }

        /** The code. */
        public Code build() {
            return new Code(this);
        }
    }
}
