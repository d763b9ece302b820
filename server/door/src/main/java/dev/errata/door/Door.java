package dev.errata.door;

import dev.errata.core.ApiError;
import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.ErrorRenderer;
import dev.errata.core.Facts;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardChain;
import dev.errata.guard.RequestIds;
import dev.errata.guard.Store;
import dev.errata.guard.VersionGuard;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one place that makes an answer of an error. Thread-safe. */
public final class Door {
    /** When callers may come back where nothing says better: a store that is restarted takes some seconds. */
    public static final Duration BACK = Duration.ofSeconds(5);

    private static final int UNAUTHORIZED = 401;
    private static final int MOST_BASES = 16;

    private final Catalog catalog;
    private final DoorSettings settings;
    private final Negotiation negotiation;
    /** By what proxies say that they are known by; more of these than a few are made up. */
    private final Map<String, Negotiation> behind = new ConcurrentHashMap<>();

    private final StatusConditions statuses;
    private final RequestIds ids;
    private final RequestWorks works;
    private final GuardChain guards;
    private final List<ErrorMapping> mappings;
    private final List<ErrorMapping> framework;
    private final List<ErrorMapping> libraries;
    private final DoorListener listener;

    /** What an exception comes to. */
    private record Answer(ApiError error, Level level) {}

    private Door(Builder builder) {
        this.catalog = builder.catalog;
        this.settings = builder.settings;
        this.negotiation = new Negotiation(catalog, settings.docsUrl());
        this.statuses = new StatusConditions(catalog, settings.maxBodyBytes());
        this.ids = builder.ids;
        this.works = new RequestWorks(builder.stores);
        this.guards = catalog.versionHeader() == null
                ? GuardChain.of(builder.guards)
                : GuardChain.of(new VersionGuard(catalog), builder.guards);
        List<ErrorMapping> all = new ArrayList<>(builder.mappings);
        all.add(new AnnotatedErrors(catalog));
        this.mappings = List.copyOf(all);
        this.framework = List.copyOf(builder.framework);
        List<ErrorMapping> known = new ArrayList<>(List.of(new StoreFaults(catalog, works)));
        known.addAll(builder.libraries);
        this.libraries = List.copyOf(known);
        this.listener = builder.listener;
    }

    /**
     * Begins a door.
     *
     * @param ids how requests are named
     */
    public static Builder of(Catalog catalog, RequestIds ids) {
        return new Builder(catalog, ids);
    }

    /** The catalog that it answers from. */
    public Catalog catalog() {
        return catalog;
    }

    /** The request's id: the one it has, or else the one it gets now. */
    public String requestId(DoorRequest request) {
        String known = request.requestId();
        if (known != null) {
            return known;
        }
        List<String> sent = request.headers(catalog.requestId().header());
        String id = ids.accept(sent.isEmpty() ? null : sent.get(0));
        request.requestId(id);
        return id;
    }

    /** Names the request on its answer, whatever that will be. */
    public void echoRequestId(DoorRequest request, DoorAnswer answer) {
        answer.header(catalog.requestId().header(), requestId(request));
    }

    /** Names the request, asks the guards, and lets it work; whatever stops it is answered. */
    public void serve(DoorRequest request, DoorAnswer answer, Work work) throws IOException {
        try {
            echoRequestId(request, answer);
            ApiError refusal = admit(request);
            if (refusal == null) {
                work.run(isBounded(request) ? bodyCheck(request) : null);
            } else {
                refuse(request, answer, refusal);
            }
        } catch (Throwable failure) {
            fail(request, answer, failure);
        }
    }

    /** The error that refuses the request before the work begins, null to let it pass. */
    public @Nullable ApiError admit(DoorRequest request) {
        if (isBounded(request) && length(request) > settings.maxBodyBytes()) {
            guards.announce(request);
            return catalog.answer(Condition.REQUEST_BODY_TOO_LARGE, Facts.limit(settings.maxBodyBytes()));
        }
        ApiError refusal = guards.check(request);
        if (refusal == null) {
            works.begin(request);
        }
        return refusal;
    }

    /** Whether the request may have a body that is bounded here; multipart bodies have bounds of their own. */
    public static boolean isBounded(DoorRequest request) {
        boolean body =
                length(request) > 0 || !request.headers("Transfer-Encoding").isEmpty();
        return body && !request.list("Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static long length(DoorRequest request) {
        List<String> sent = request.headers("Content-Length");
        if (sent.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(sent.get(0).trim());
        } catch (NumberFormatException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * What must hear of the bytes of a bounded body while they are read.
     *
     * @throws ApiException when the body declares an encoding that is not taken
     */
    public BodyCheck bodyCheck(DoorRequest request) {
        return new BodyCheck(catalog, settings.maxBodyBytes(), request.list("Content-Type"));
    }

    /** Answers with what the catalog has for the failure. */
    public void fail(DoorRequest request, DoorAnswer answer, Throwable failure) throws IOException {
        Answer found = of(failure, request);
        write(request, answer, found.error, new Origin.Thrown(failure, found.level));
    }

    /** Answers with what the catalog has for a status that came without a reason. */
    public void status(DoorRequest request, DoorAnswer answer, int status) throws IOException {
        ApiError error = forStatus(request, status);
        write(
                request,
                answer,
                error,
                error.status() >= 500
                        ? new Origin.Status(status, level(error, Level.ERROR))
                        : new Origin.Refused(level(error, Level.DEBUG)));
    }

    /** Answers with the error. */
    public void refuse(DoorRequest request, DoorAnswer answer, ApiError error) throws IOException {
        write(request, answer, error, new Origin.Refused(level(error, Level.DEBUG)));
    }

    /** What the catalog has for a status that came without a reason. */
    public ApiError forStatus(DoorRequest request, int status) {
        return statuses.answer(status, request);
    }

    /** What the catalog has for an exception; one that nobody foresaw is {@code server.unexpected}. */
    public ApiError answer(Throwable failure, DoorRequest request) {
        return of(failure, request).error;
    }

    private Answer of(Throwable failure, DoorRequest request) {
        for (Throwable cause : Causes.of(failure)) {
            if (cause instanceof ApiException known) {
                ApiError error = known.error();
                boolean defect = error.status() >= 500 && (cause != failure || known.getCause() != null);
                return new Answer(error, level(error, defect ? Level.ERROR : Level.DEBUG));
            }
        }
        Throwable thrown = Causes.carried(failure);
        Answer refusal = first(framework, List.of(thrown), request);
        // A number that could not be parsed is the cause of a parameter that is none: its cause says less than it does.
        List<Throwable> chain = refusal == null ? Causes.of(thrown) : List.of(thrown);
        Answer answer = first(mappings, chain, request);
        if (answer != null) {
            return answer;
        }
        Answer known = refusal == null ? first(libraries, List.of(thrown), request) : refusal;
        if (known == null) {
            known = new Answer(catalog.answer(Condition.SERVER_UNEXPECTED, Facts.none()), Level.ERROR);
        }
        return new Answer(known.error, level(known.error, known.level));
    }

    private static @Nullable Answer first(List<ErrorMapping> asked, List<Throwable> chain, DoorRequest request) {
        for (ErrorMapping mapping : asked) {
            for (Throwable cause : chain) {
                ApiError error = mapping.map(cause, request);
                if (error != null) {
                    return new Answer(error, mapping.level(cause, error));
                }
            }
        }
        return null;
    }

    /** What the page says comes before what Errata thinks by itself. */
    private static Level level(ApiError error, Level otherwise) {
        Level page = error.code().log();
        return page == null ? otherwise : page;
    }

    private void write(DoorRequest request, DoorAnswer answer, ApiError error, Origin origin) throws IOException {
        String id = requestId(request);
        listener.answered(request, id, error, origin);
        if (answer.isCommitted()) {
            breakOff(request, answer, error);
            return;
        }
        answer.reset();
        ErrorRenderer renderer = negotiation(request).preferred(request.headers("Accept"));
        LocalDate pinned = pinned(request);
        error.headers().forEach(answer::header);
        if (error.status() == UNAUTHORIZED && request.answered("WWW-Authenticate") == null) {
            answer.header("WWW-Authenticate", settings.challenge());
        }
        answer.header(catalog.requestId().header(), id);
        answer.header("Cache-Control", "no-store");
        String page = catalog.docUrl(error.code().nameOn(pinned), docs(request));
        if (page != null) {
            request.answerHeader("Link", "<" + at(page, error.variant().anchor()) + ">; rel=\"help\"");
        }
        answer.header("Content-Type", renderer.mediaType());
        answer.send(error.status(), renderer.render(error, id, pinned));
    }

    /** Bytes have already left: ends the stream so that nobody takes it for whole. */
    private void breakOff(DoorRequest request, DoorAnswer answer, ApiError error) throws IOException {
        String type = request.answered("Content-Type");
        if (type != null && type.startsWith("text/event-stream")) {
            byte[] body = streaming(request).apply(error);
            answer.append(("event: error\ndata: " + new String(body, StandardCharsets.UTF_8) + "\n\n")
                    .getBytes(StandardCharsets.UTF_8));
        } else {
            answer.cut();
        }
    }

    /** Renders errors within a stream, whose media type nobody negotiates, also after the request has gone. */
    public Function<ApiError, byte[]> streaming(DoorRequest request) {
        String id = requestId(request);
        LocalDate pinned = pinned(request);
        ErrorRenderer renderer = negotiation(request).own();
        return error -> renderer.render(error, id, pinned);
    }

    /** What addresses of pages begin with, as this caller knows the service. */
    private String docs(DoorRequest request) {
        String base = request.base();
        return base == null ? settings.docsUrl() : base;
    }

    private Negotiation negotiation(DoorRequest request) {
        String docs = docs(request);
        if (docs.equals(settings.docsUrl())) {
            return negotiation;
        }
        Negotiation known = behind.get(docs);
        if (known != null) {
            return known;
        }
        Negotiation made = new Negotiation(catalog, docs);
        if (behind.size() < MOST_BASES) {
            behind.put(docs, made);
        }
        return made;
    }

    /** The place in the page, unless the address names one already. */
    private static String at(String page, String anchor) {
        return anchor.isEmpty() || page.indexOf('#') >= 0 ? page : page + "#" + anchor;
    }

    /** The day that the caller is pinned to, null when it follows the API as it is. */
    private @Nullable LocalDate pinned(DoorRequest request) {
        String header = catalog.versionHeader();
        return header == null ? null : VersionGuard.day(request.headers(header));
    }

    /** Collects what a door is made of. Not thread-safe. */
    public static final class Builder {
        private final Catalog catalog;
        private final RequestIds ids;
        private DoorSettings settings = DoorSettings.defaults();
        private Guard guards = GuardChain.of();
        private final List<ErrorMapping> mappings = new ArrayList<>();
        private final List<ErrorMapping> framework = new ArrayList<>();
        private final List<ErrorMapping> libraries = new ArrayList<>();
        private Supplier<? extends Collection<Store>> stores = List::of;
        private DoorListener listener = (request, requestId, error, origin) -> {};

        private Builder(Catalog catalog, RequestIds ids) {
            this.catalog = catalog;
            this.ids = ids;
        }

        /** What may be set; {@link DoorSettings#defaults} unless said. */
        public Builder settings(DoorSettings settings) {
            this.settings = settings;
            return this;
        }

        /** What is asked before the work; nothing unless said. */
        public Builder guards(Guard guards) {
            this.guards = guards;
            return this;
        }

        /** Adds a mapping of the application; these are asked first, in this order, and then {@link ErrorCode}. */
        public Builder mapping(ErrorMapping mapping) {
            mappings.add(mapping);
            return this;
        }

        /**
         * Adds what a framework throws to refuse a request; asked for what was thrown and not for its causes, behind the
         * application's own mappings. Where it answers, no mapping is asked for the causes.
         */
        public Builder framework(ErrorMapping mapping) {
            framework.add(mapping);
            return this;
        }

        /** Adds what is known of libraries; asked last, for what was thrown, and looks through the causes by itself. */
        public Builder library(ErrorMapping mapping) {
            libraries.add(mapping);
            return this;
        }

        /** What the work of requests is kept in, asked for when the first request comes; nothing unless said. */
        public Builder stores(Supplier<? extends Collection<Store>> stores) {
            this.stores = stores;
            return this;
        }

        /** Who hears of every error; nobody unless said. */
        public Builder listener(DoorListener listener) {
            this.listener = listener;
            return this;
        }

        /** The door. */
        public Door build() {
            return new Door(this);
        }
    }
}
