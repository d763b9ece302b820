package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Caller;
import dev.errata.guard.key.AddressList;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The routes of inbound endpoints. */
@RestController
final class InboundEndpointController {
    private static final String ROUTE = "/v1/inbound-endpoints";

    private final Database database;
    private final Catalog catalog;
    private final Accounts accounts;
    private final InboundEndpoints endpoints;
    private final EndpointUrls urls;
    private final Lists lists;
    private final Ids ids;
    private final InstantSource clock;

    InboundEndpointController(
            Database database,
            Catalog catalog,
            Accounts accounts,
            InboundEndpoints endpoints,
            EndpointUrls urls,
            Lists lists,
            Ids ids,
            InstantSource clock) {
        this.database = database;
        this.catalog = catalog;
        this.accounts = accounts;
        this.endpoints = endpoints;
        this.urls = urls;
        this.lists = lists;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What lists show.
     *
     * @param url empty in mode {@code cli}
     * @param ingestUrl with the token, which whoever sends must know
     */
    record Item(String id, String name, String url, String mode, String ingestUrl, Instant createdAt) {
        static Item of(InboundEndpoint e) {
            InboundSettings settings = e.settings();
            String address = ServletUriComponentsBuilder.fromCurrentContextPath()
                    .path(ReceiveController.FOLDER + e.id() + "/" + e.token())
                    .build()
                    .toUriString();
            return new Item(
                    e.id(),
                    settings.nameOrEmpty(),
                    settings.urlOrEmpty(),
                    settings.modeOrForward(),
                    address,
                    e.life().createdAt());
        }
    }

    /** An endpoint as it is made: only now is its token told by itself. */
    record Created(@JsonUnwrapped Item item, String secretToken) {}

    /** Whether it takes anything in. */
    record Listed(@JsonUnwrapped Item item, boolean active, boolean paused) {
        static Listed of(InboundEndpoint e) {
            return new Listed(Item.of(e), e.settings().takesIn(), e.state().paused());
        }
    }

    /** What it verifies. */
    record Checks(boolean verifyStaticToken, boolean verifyHmac, boolean verifyIpAllowlist) {}

    /** What it answers and how it tells messages apart. */
    record Ingest(int ingestResponseCode, List<String> idempotencyHeaderNames, boolean signingEnabled) {}

    /** An endpoint whole, without its secrets. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            @JsonUnwrapped Listed listed,
            @Nullable String description,
            @JsonUnwrapped Checks checks,
            @JsonUnwrapped Ingest ingest,
            Instant updatedAt) {
        static View of(InboundEndpoint e) {
            InboundSettings s = e.settings();
            return new View(
                    Listed.of(e),
                    s.description(),
                    new Checks(s.verifiesToken(), s.verifiesHmac(), s.verifiesAddress()),
                    new Ingest(s.responseCode(), s.keyHeaders(), false),
                    e.life().updatedAt());
        }
    }

    @PostMapping(ROUTE)
    @ResponseStatus(HttpStatus.CREATED)
    Answer create(Caller caller, @Valid @RequestBody InboundSettings request) {
        check(request);
        // Names are looked up outside of the transaction that writes, for which others wait.
        database.read(db -> accounts.toWrite(db, caller));
        checkUrl(request);
        InboundEndpoint made = database.write(db -> create(db, caller, request));
        return Answer.of(new Created(Item.of(made), made.token()));
    }

    private InboundEndpoint create(JdbcClient db, Caller caller, InboundSettings request) {
        Tenant tenant = accounts.toCount(db, caller);
        long current = endpoints.ofTenant(db, tenant.id());
        if (current >= tenant.plan().endpoints()) {
            throw HookBridgeErrors.endpointLimitReached(
                    tenant.plan().endpoints(), current, tenant.plan().word());
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        InboundEndpoint made = new InboundEndpoint(
                ids.uuid(),
                caller.owner(),
                request,
                ids.inboundToken(),
                new InboundEndpoint.State(false, false),
                new InboundEndpoint.Life(now, now),
                0);
        endpoints.insert(db, made);
        return made;
    }

    @GetMapping(ROUTE)
    Answer list(
            Caller caller,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Answer.Page<InboundEndpoint> page = database.read(db -> lists.page(
                caller,
                "GET " + ROUTE,
                Map.of(),
                limit,
                cursor,
                reading -> endpoints.page(db, caller.owner(), reading),
                InboundEndpoint::number));
        return Answer.page(
                new Answer.Page<>(page.items().stream().map(Listed::of).toList(), page.next()));
    }

    @GetMapping(ROUTE + "/{id}")
    Answer get(Caller caller, @PathVariable String id) {
        return Answer.of(View.of(database.read(db -> endpoints.mustFind(db, caller.owner(), id))));
    }

    record Updated(String id, boolean updated) {}

    @PatchMapping(ROUTE + "/{id}")
    Answer update(Caller caller, @PathVariable String id, @Valid @RequestBody InboundSettings request) {
        InboundSettings seen = database.read(db -> {
            InboundEndpoint found = endpoints.mustFind(db, caller.owner(), id);
            accounts.toWrite(db, caller);
            return endpoints.merged(found.settings(), request);
        });
        check(seen);
        if (request.url() != null) {
            checkUrl(seen);
        }
        database.write(db -> {
            accounts.toCount(db, caller);
            InboundEndpoint before = endpoints.mustFind(db, caller.owner(), id);
            InboundSettings after = endpoints.merged(before.settings(), request);
            // Another change may have come between.
            check(after);
            endpoints.update(db, before.with(after, Instant.ofEpochMilli(clock.millis())));
            return id;
        });
        return Answer.of(new Updated(id, true));
    }

    @DeleteMapping(ROUTE + "/{id}")
    Answer delete(Caller caller, @PathVariable String id) {
        database.write(db -> {
            endpoints.delete(db, caller.owner(), id, clock.millis());
            return id;
        });
        return Answer.of(new Answer.Deleted(id));
    }

    @PostMapping(ROUTE + "/{id}/pause")
    Answer pause(Caller caller, @PathVariable String id) {
        return pause(caller, id, true);
    }

    @PostMapping(ROUTE + "/{id}/resume")
    Answer resume(Caller caller, @PathVariable String id) {
        return pause(caller, id, false);
    }

    private Answer pause(Caller caller, String id, boolean paused) {
        database.write(db -> {
            endpoints.pause(db, caller.owner(), id, paused);
            return id;
        });
        return Answer.of(new EndpointController.Paused(id, paused));
    }

    /** Settings that do not fit together. */
    private void check(InboundSettings s) {
        boolean forward = s.modeOrForward().equals("forward");
        demand(!forward || !s.urlOrEmpty().isEmpty(), "url", "must be there in mode forward");
        demand(!Boolean.TRUE.equals(s.signingEnabled()), "signing_enabled", "must be false: nothing is forwarded yet");
        demand(!s.verifiesToken() || s.tokenValue() != null, "token_value", "must be there with verify_static_token");
        demand(
                !s.verifiesToken() || s.tokenHeaderName() != null || s.tokenQueryParam() != null,
                "token_header_name",
                "must be there with verify_static_token, or token_query_param");
        demand(!s.verifiesHmac() || s.hmacSecret() != null, "hmac_secret", "must be there with verify_hmac");
        demand(!s.verifiesHmac() || s.hmacHeaderName() != null, "hmac_header_name", "must be there with verify_hmac");
        demand(
                !s.verifiesAddress() || !s.addresses().isEmpty(),
                "allowed_cidrs",
                "must have an entry with verify_ip_allowlist");
        try {
            AddressList.of(s.addresses());
        } catch (IllegalArgumentException e) {
            throw refuse("allowed_cidrs", "must be addresses, or blocks of them such as 203.0.113.0/24")
                    .because(e);
        }
    }

    private void demand(boolean kept, String field, String rule) {
        if (!kept) {
            throw refuse(field, rule);
        }
    }

    private ApiException refuse(String field, String rule) {
        return catalog.answer(Condition.REQUEST_BODY_FIELD_CONSTRAINT, Facts.field(field, "body", rule))
                .exception();
    }

    private void checkUrl(InboundSettings s) {
        if (!s.urlOrEmpty().isEmpty()) {
            urls.check(s.urlOrEmpty());
        }
    }
}
