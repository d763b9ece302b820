package dev.errata.reference.harpoon.transactions;

import dev.errata.guard.Caller;
import dev.errata.reference.harpoon.HarpoonErrors;
import dev.errata.reference.harpoon.webhooks.EventType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules of payments. Every method runs in the database transaction of the connection it is given. */
public final class Transactions {
    private static final int SWEEP = 200;

    private final TransactionStore store = new TransactionStore();
    private final Identifiers identifiers;
    private final TransactionEvents events;
    private final InstantSource clock;

    /** Payments whose moves are told to {@code events}. */
    public Transactions(TransactionEvents events, InstantSource clock, RandomGenerator random) {
        this.identifiers = new Identifiers(random);
        this.events = events;
        this.clock = clock;
    }

    Transaction initialize(JdbcClient db, Caller caller, NewTransaction wanted) {
        String clientReference = wanted.clientReference();
        if (clientReference != null) {
            store.byClientReference(db, caller.owner(), caller.live(), clientReference)
                    .ifPresent(other -> {
                        throw HarpoonErrors.duplicateReference("client_reference", other.reference());
                    });
        }
        Instant now = now();
        Transaction made = new Transaction(
                identifiers.reference(),
                caller.owner(),
                caller.live(),
                freeHpnCode(db),
                identifiers.slug(),
                wanted.amount(),
                wanted.currency(),
                TransactionStatus.PENDING,
                clientReference,
                wanted.phoneNumber(),
                wanted.customerName(),
                wanted.description(),
                wanted.webhookUrl(),
                wanted.redirectUrl(),
                wanted.meta(),
                wanted.expectedTelcoTransactionId(),
                wanted.expectedPayerPhone(),
                wanted.sendSms() && wanted.phoneNumber() != null,
                now,
                null,
                null,
                now.plus(Duration.ofHours(wanted.expiresInHours())),
                null,
                null,
                null,
                null,
                null,
                null);
        store.insert(db, made);
        return made;
    }

    private String freeHpnCode(JdbcClient db) {
        String code = identifiers.hpnCode();
        while (store.hpnCodeTaken(db, code)) {
            code = identifiers.hpnCode();
        }
        return code;
    }

    Transaction byReference(JdbcClient db, Caller caller, String reference) {
        return current(found(reference, () -> store.byReference(db, caller.owner(), caller.live(), reference)));
    }

    Transaction byHpnCode(JdbcClient db, Caller caller, String code) {
        return current(found(code, () -> store.byHpnCode(db, caller.owner(), caller.live(), code)));
    }

    Transaction byClientReference(JdbcClient db, Caller caller, String reference) {
        return current(found(reference, () -> store.byClientReference(db, caller.owner(), caller.live(), reference)));
    }

    private static Transaction found(String name, Supplier<Optional<Transaction>> lookUp) {
        return lookUp.get().orElseThrow(() -> HarpoonErrors.transactionNotFound(name));
    }

    /** What a reader sees: a payment whose time has passed is expired, even before the sweep has come by. */
    private Transaction current(Transaction t) {
        return t.isDue(now()) ? ended(t, TransactionStatus.EXPIRED, t.expiresAt()) : t;
    }

    record Listing(List<Transaction> transactions, long total) {}

    Listing list(JdbcClient db, TransactionStore.Selection selection, int page, int perPage) {
        return new Listing(
                store.page(db, selection, now(), page, perPage).stream()
                        .map(this::current)
                        .toList(),
                store.count(db, selection, now()));
    }

    record Reconciliation(String id, Transaction before, TransactionStatus after, Payment payment) {}

    Reconciliation reconcile(
            JdbcClient db, Caller caller, String reference, String transactionId, @Nullable BigDecimal strictAmount) {
        Transaction t = changeable(db, caller, reference);
        Payment payment = store.payment(db, transactionId)
                .filter(reported -> !settledElsewhere(db, caller, reported))
                .orElseThrow(() -> HarpoonErrors.reconciliationFailed("NOT_FOUND", transactionId));
        String settled = payment.settledReference();
        if (settled != null && !settled.equals(reference)) {
            Transaction other = byReference(db, caller, settled);
            throw HarpoonErrors.transactionAlreadyVerified(
                    settled, other.status().name());
        }
        if (strictAmount != null && strictAmount.compareTo(payment.amount()) != 0) {
            throw HarpoonErrors.reconciliationFailed(
                    "AMOUNT_MISMATCH", transactionId, payment.amount().toPlainString());
        }
        TransactionStatus after = Amounts.settled(payment.amount().subtract(t.amount()));
        settle(db, t, after, payment);
        return new Reconciliation(identifiers.reconciliation(), t, after, payment);
    }

    /** A payment that settled another team's transaction does not exist for this one. */
    private boolean settledElsewhere(JdbcClient db, Caller caller, Payment payment) {
        String settled = payment.settledReference();
        return settled != null
                && store.byReference(db, caller.owner(), caller.live(), settled).isEmpty();
    }

    Transaction cancel(JdbcClient db, Caller caller, String reference) {
        Transaction t = byReference(db, caller, reference);
        if (t.status() == TransactionStatus.CANCELLED) {
            return t;
        }
        changeable(db, caller, reference);
        return move(db, ended(t, TransactionStatus.CANCELLED, now()), EventType.CANCELLED);
    }

    private Transaction changeable(JdbcClient db, Caller caller, String reference) {
        Transaction t = byReference(db, caller, reference);
        if (t.status() == TransactionStatus.EXPIRED) {
            throw HarpoonErrors.transactionExpired(reference, t.expiresAt());
        }
        if (!t.status().isOpen()) {
            throw HarpoonErrors.transactionAlreadyVerified(reference, t.status().name());
        }
        return t;
    }

    /** Takes in what a telco reports; the same report again changes nothing. */
    public void receive(JdbcClient db, Payment payment) {
        if (store.payment(db, payment.transactionId()).isPresent()) {
            return;
        }
        store.insert(db, payment);
        Optional<Transaction> meant = store.meantBy(db, payment).map(this::current);
        if (meant.isEmpty() || meant.get().status() != TransactionStatus.PENDING) {
            return;
        }
        Transaction t = meant.get();
        boolean expectedPayer = t.expectedPayerPhone() == null
                || Objects.equals(t.expectedPayerPhone(), Phones.local(payment.payerPhone()));
        if (expectedPayer) {
            settle(db, t, Amounts.settled(payment.amount().subtract(t.amount())), payment);
        } else {
            settle(db, t, TransactionStatus.MANUAL_REVIEW, payment);
        }
    }

    private void settle(JdbcClient db, Transaction t, TransactionStatus status, Payment payment) {
        store.settle(db, t, status, payment, now());
        EventType type = status == TransactionStatus.MANUAL_REVIEW ? EventType.DISPUTED : EventType.COMPLETED;
        events.publish(
                db,
                type,
                store.byReference(db, t.team(), t.live(), t.reference()).orElse(t));
    }

    /** Moves a payment as the telco decided: {@code FAILED} from an open state, {@code REFUNDED} from a paid one. */
    public void decide(JdbcClient db, Caller caller, String reference, TransactionStatus status) {
        Transaction t = byReference(db, caller, reference);
        boolean fits = switch (status) {
            case FAILED -> t.status().isOpen();
            case REFUNDED -> t.status().isPaid();
            default -> false;
        };
        if (!fits) {
            throw HarpoonErrors.transactionAlreadyVerified(reference, t.status().name());
        }
        move(db, ended(t, status, now()), status == TransactionStatus.FAILED ? EventType.FAILED : EventType.REFUNDED);
    }

    /** Marks what has run out of time, some at a time; true when there may be more. */
    public boolean expireDue(JdbcClient db) {
        List<Transaction> due = store.due(db, now(), SWEEP);
        due.forEach(t -> move(db, ended(t, TransactionStatus.EXPIRED, t.expiresAt()), EventType.EXPIRED));
        return due.size() == SWEEP;
    }

    private Transaction move(JdbcClient db, Transaction moved, EventType type) {
        store.move(db, moved);
        events.publish(db, type, moved);
        return moved;
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.instant().toEpochMilli());
    }

    /** The payment in another state; one that had come to its end before keeps that time. */
    private static Transaction ended(Transaction t, TransactionStatus status, Instant at) {
        return new Transaction(
                t.reference(),
                t.team(),
                t.live(),
                t.hpnCode(),
                t.publicSlug(),
                t.amount(),
                t.currency(),
                status,
                t.clientReference(),
                t.phoneNumber(),
                t.customerName(),
                t.description(),
                t.webhookUrl(),
                t.redirectUrl(),
                t.meta(),
                t.expectedTelcoTransactionId(),
                t.expectedPayerPhone(),
                t.payerSmsSent(),
                t.createdAt(),
                t.processingAt(),
                t.completedAt() == null ? at : t.completedAt(),
                t.expiresAt(),
                t.actualAmount(),
                t.payerPhone(),
                t.payerName(),
                t.telcoProvider(),
                t.telcoTransactionId(),
                t.telcoAt());
    }
}
