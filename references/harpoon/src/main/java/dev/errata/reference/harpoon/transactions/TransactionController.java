package dev.errata.reference.harpoon.transactions;

import dev.errata.guard.Caller;
import dev.errata.guard.idempotency.Fingerprint;
import dev.errata.guard.idempotency.Idempotency;
import dev.errata.guard.idempotency.IdempotencyKeyHeader;
import dev.errata.guard.idempotency.IdempotentRequest;
import dev.errata.guard.idempotency.StoredAnswer;
import dev.errata.reference.harpoon.Envelope;
import dev.errata.reference.harpoon.HarpoonErrors;
import dev.errata.reference.harpoon.webhooks.Addresses;
import dev.errata.spring.Access;
import dev.errata.spring.RequestAttributes;
import dev.errata.store.jdbc.Database;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The routes of payments. */
@RestController
final class TransactionController {
    private static final String INITIALIZE = "/v1/transactions/initialize";

    private final Database database;
    private final Transactions transactions;
    private final Idempotency idempotency;
    private final IdempotencyKeyHeader keyHeader;
    private final Addresses addresses;
    private final Validator validator;
    private final JsonMapper json;

    TransactionController(
            Database database,
            Transactions transactions,
            Idempotency idempotency,
            IdempotencyKeyHeader keyHeader,
            Addresses addresses,
            Validator validator,
            JsonMapper json) {
        this.database = database;
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.keyHeader = keyHeader;
        this.addresses = addresses;
        this.validator = validator;
        this.json = json;
    }

    @PostMapping(INITIALIZE)
    @Access(scopes = {"transactions:write", "transactions:initialize"})
    ResponseEntity<byte[]> initialize(
            Caller caller,
            @RequestAttribute(RequestAttributes.REQUEST_ID) String requestId,
            @RequestHeader HttpHeaders headers,
            @RequestBody InitializeRequest request) {
        check(caller, request);
        String header = keyHeader.read(headers.getOrEmpty(IdempotencyKeyHeader.NAME));
        String key = header != null ? header : request.idempotencyKey();
        NewTransaction wanted = NewTransaction.of(request, addresses, json::writeValueAsString);
        IdempotentRequest claim = key == null ? null : idempotent(caller, key, request);
        StoredAnswer known = claim == null ? null : idempotency.replay(claim);
        StoredAnswer answer = known != null
                ? known
                : database.write(db -> claim == null
                        ? created(transactions.initialize(db, caller, wanted), requestId, null)
                        : idempotency.once(
                                claim, () -> created(transactions.initialize(db, caller, wanted), requestId, key)));
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
        answer.headers().forEach(response::header);
        return response.contentType(MediaType.APPLICATION_JSON).body(answer.body());
    }

    /** Not by an annotation, because the type of the key comes before everything else about the body. */
    private void check(Caller caller, InitializeRequest request) {
        if (request.webhookUrl() != null && caller.type().equals("public")) {
            throw HarpoonErrors.invalidKeyType("public", "secret");
        }
        Set<ConstraintViolation<InitializeRequest>> violations = validator.validate(request);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
    }

    /** The same JSON is the same request, in whatever order and with whatever white space it was written. */
    private IdempotentRequest idempotent(Caller caller, String key, InitializeRequest request) {
        String principal = caller.owner() + (caller.live() ? "/live" : "/test");
        byte[] canonical = json.writer()
                .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsBytes(request);
        return new IdempotentRequest(
                principal, "POST " + INITIALIZE, key, Fingerprint.of("POST", INITIALIZE, null, null, canonical));
    }

    private StoredAnswer created(Transaction t, String requestId, @Nullable String key) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("reference", t.reference());
        data.put("hpn_code", t.hpnCode());
        data.put("public_slug", t.publicSlug());
        data.put("amount", t.amount().toPlainString());
        data.put("currency", t.currency());
        data.put("status", t.status());
        data.put("expires_at", t.expiresAt());
        data.put("created_at", t.createdAt());
        // The message goes out when the payer is verified, never at creation.
        data.put("payer_sms_sent", false);
        data.put("checkout_url", "https://harpoonsms.com/pay/" + t.publicSlug());
        data.put("client_reference", t.clientReference());
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        meta.put("request_id", requestId);
        meta.put("idempotency_key", key);
        byte[] body = json.writeValueAsBytes(new Envelope(true, data, null, null, meta));
        return new StoredAnswer(201, "application/json", body, Map.of());
    }

    @GetMapping("/v1/transactions")
    @Access(keyType = "secret", scopes = "transactions:read")
    Envelope list(
            Caller caller,
            @RequestParam(defaultValue = "1") @Min(1) @Max(1_000_000) int page,
            @RequestParam(name = "per_page", defaultValue = "50") @Min(1) @Max(100) int perPage,
            @RequestParam(required = false) @Nullable TransactionStatus status,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(name = "phone_number", required = false)
                    @Pattern(regexp = Phones.FORM, message = Phones.RULE)
                    @Nullable
                    String phoneNumber) {
        TransactionStore.Selection selection = new TransactionStore.Selection(
                caller.owner(), caller.live(), status, from, to, Phones.local(phoneNumber));
        Transactions.Listing listing = database.read(db -> transactions.list(db, selection, page, perPage));
        long pages = (listing.total() + perPage - 1) / perPage;
        Pagination pagination = new Pagination(page, perPage, listing.total(), pages, page < pages, page > 1);
        List<ListItem> items = listing.transactions().stream().map(ListItem::of).toList();
        return new Envelope(true, items, null, pagination, null);
    }

    record Pagination(int page, int perPage, long total, long totalPages, boolean hasNext, boolean hasPrev) {}

    @GetMapping("/v1/transactions/{reference}")
    @Access(scopes = "transactions:read")
    Envelope get(Caller caller, @PathVariable Reference reference) {
        return Envelope.of(
                TransactionView.of(database.read(db -> transactions.byReference(db, caller, reference.text()))));
    }

    @GetMapping("/v1/transactions/by-hpn/{code}")
    @Access(scopes = "transactions:read")
    Envelope getByHpnCode(Caller caller, @PathVariable String code) {
        String checked = Identifiers.checkHpnCode(code);
        return Envelope.of(TransactionView.of(database.read(db -> transactions.byHpnCode(db, caller, checked))));
    }

    @GetMapping("/v1/transactions/by-client-ref/{reference}")
    @Access(scopes = "transactions:read")
    Envelope getByClientReference(Caller caller, @PathVariable String reference) {
        String checked = Identifiers.checkClientReference(reference);
        return Envelope.of(
                TransactionView.of(database.read(db -> transactions.byClientReference(db, caller, checked))));
    }

    record ReconcileRequest(
            @NotNull
            @Pattern(regexp = "[A-Za-z0-9.]{6,64}", message = "must have 6 to 64 letters, digits or points")
            @Nullable
            String transactionId,

            @Nullable Object amount,
            @Size(max = 500) @Nullable String notes) {}

    @PostMapping("/v1/transactions/{reference}/reconcile")
    @Access(keyType = "secret", scopes = "transactions:write")
    Envelope reconcile(Caller caller, @PathVariable Reference reference, @Valid @RequestBody ReconcileRequest request) {
        BigDecimal strict = request.amount() == null ? null : Amounts.parseEither("amount", request.amount());
        String transactionId = Objects.requireNonNull(request.transactionId());
        Transactions.Reconciliation done =
                database.write(db -> transactions.reconcile(db, caller, reference.text(), transactionId, strict));
        BigDecimal difference = done.payment().amount().subtract(done.before().amount());
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("reconciliation_id", done.id());
        data.put("status", "VERIFIED");
        data.put("transaction_id", done.payment().transactionId());
        data.put("transaction_updated", true);
        data.put("new_transaction_status", done.after());
        data.put("matched_amount", done.payment().amount().toPlainString());
        data.put("expected_amount", done.before().amount().toPlainString());
        data.put("difference", difference.toPlainString());
        data.put("difference_type", Amounts.differenceType(difference).toLowerCase(java.util.Locale.ROOT));
        data.put("message", "The payment was matched.");
        return Envelope.of(data);
    }

    record CancelRequest(@Size(max = 500) @Nullable String reason) {}

    record Cancelled(boolean success, String reference, TransactionStatus status, String message) {}

    @PostMapping("/v1/transactions/{reference}/cancel")
    @Access(keyType = "secret", scopes = "transactions:write")
    Cancelled cancel(
            Caller caller,
            @PathVariable Reference reference,
            @Valid @RequestBody(required = false) @Nullable CancelRequest request) {
        Transaction t = database.write(db -> transactions.cancel(db, caller, reference.text()));
        return new Cancelled(true, t.reference(), t.status(), "The payment was cancelled.");
    }
}
