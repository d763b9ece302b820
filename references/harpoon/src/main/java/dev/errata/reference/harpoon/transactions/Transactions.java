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
        Transaction made;
        do {
            String clientReference = wanted.clientReference();
            if (clientReference != null) {
                store.byClientReference(db, caller.owner(), caller.live(), clientReference)
                        .ifPresent(other -> {
                            throw HarpoonErrors.duplicateReference("client_reference", other.reference());
                        });
            }
            made = made(caller, wanted);
            // Taken meanwhile: by another request with the client's reference, or by chance.
        } while (!store.insert(db, made));
        return made;
    }

    private Transaction made(Caller caller, NewTransaction wanted) {
        Instant now = now();
        return new Transaction(
                identifiers.reference(),
                caller.owner(),
                caller.live(),
                identifiers.hpnCode(),
                identifiers.slug(),
                wanted.amount(),
                wanted.currency(),
                TransactionStatus.PENDING,
                wanted.clientReference(),
                wanted.phoneNumber(),
                wanted.customerName(),
                wanted.description(),
                wanted.webhookUrl(),
                wanted.redirectUrl(),
                wanted.meta(),
                wanted.expectedTelcoTransactionId(),
                wanted.expectedPayerPhone(),
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
        while (true) {
            Transaction t = changeable(db, caller, reference);
            Payment payment = reported(db, caller, reference, transactionId);
            if (strictAmount != null && strictAmount.compareTo(payment.amount()) != 0) {
                throw HarpoonErrors.reconciliationFailed(
                        "AMOUNT_MISMATCH", transactionId, payment.amount().toPlainString());
            }
            TransactionStatus after = Amounts.settled(payment.amount().subtract(t.amount()));
            // What another caller has done since is found by looking again, and refused as it is then.
            if (store.claim(db, payment, reference) && settle(db, t, after, payment)) {
                return new Reconciliation(identifiers.reconciliation(), t, after, payment);
            }
        }
    }

    /** A payment that is there for a transaction of the caller, and settles no other. */
    private Payment reported(JdbcClient db, Caller caller, String reference, String transactionId) {
        Payment payment = store.payment(db, transactionId)
                .filter(reported -> !belongsElsewhere(db, caller, reported))
                .orElseThrow(() -> HarpoonErrors.reconciliationFailed("NOT_FOUND", transactionId));
        String settled = payment.settledReference();
        if (settled != null && !settled.equals(reference)) {
            Transaction other = byReference(db, caller, settled);
            throw HarpoonErrors.transactionAlreadyVerified(
                    settled, other.status().name());
        }
        return payment;
    }

    /** A payment to another team, or that settled a transaction of one, does not exist for this one. */
    private boolean belongsElsewhere(JdbcClient db, Caller caller, Payment payment) {
        String settled = payment.settledReference();
        if (settled == null && payment.team() != null) {
            return !payment.team().equals(caller.owner());
        }
        return settled != null
                && store.byReference(db, caller.owner(), caller.live(), settled).isEmpty();
    }

    Transaction cancel(JdbcClient db, Caller caller, String reference) {
        while (true) {
            Transaction t = byReference(db, caller, reference);
            if (t.status() == TransactionStatus.CANCELLED) {
                return t;
            }
            requireChangeable(t);
            Transaction cancelled = ended(t, TransactionStatus.CANCELLED, now());
            if (move(db, t, cancelled, EventType.CANCELLED)) {
                return cancelled;
            }
        }
    }

    private Transaction changeable(JdbcClient db, Caller caller, String reference) {
        Transaction t = byReference(db, caller, reference);
        requireChangeable(t);
        return t;
    }

    private static void requireChangeable(Transaction t) {
        if (t.status() == TransactionStatus.EXPIRED) {
            throw HarpoonErrors.transactionExpired(t.reference(), t.expiresAt());
        }
        if (!t.status().isOpen()) {
            throw HarpoonErrors.transactionAlreadyVerified(
                    t.reference(), t.status().name());
        }
    }

    /** Takes in what a telco reports; the same report again changes nothing. */
    public void receive(JdbcClient db, Payment payment) {
        if (!store.insert(db, payment)) {
            return;
        }
        Optional<Transaction> meant = waiting(db, payment);
        while (meant.isPresent() && !settle(db, meant.get(), outcome(meant.get(), payment), payment)) {
            meant = waiting(db, payment);
        }
        // Nobody else has seen the payment yet: its report is not committed.
        meant.ifPresent(settled -> store.claim(db, payment, settled.reference()));
        String team = payment.team();
        if (meant.isEmpty() && team != null && store.meantBy(db, payment).isEmpty()) {
            events.forward(db, team, payment);
        }
    }

    private Optional<Transaction> waiting(JdbcClient db, Payment payment) {
        return store.meantBy(db, payment).map(this::current).filter(t -> t.status() == TransactionStatus.PENDING);
    }

    private static TransactionStatus outcome(Transaction t, Payment payment) {
        boolean expectedPayer = t.expectedPayerPhone() == null
                || Objects.equals(t.expectedPayerPhone(), Phones.local(payment.payerPhone()));
        return expectedPayer ? Amounts.settled(payment.amount().subtract(t.amount())) : TransactionStatus.MANUAL_REVIEW;
    }

    private boolean settle(JdbcClient db, Transaction t, TransactionStatus status, Payment payment) {
        if (!store.settle(db, t, status, payment, now())) {
            return false;
        }
        EventType type = status == TransactionStatus.MANUAL_REVIEW ? EventType.DISPUTED : EventType.COMPLETED;
        events.publish(
                db,
                type,
                store.byReference(db, t.team(), t.live(), t.reference()).orElse(t));
        return true;
    }

    /** Moves a payment as the telco decided: {@code FAILED} from an open state, {@code REFUNDED} from a paid one. */
    public void decide(JdbcClient db, Caller caller, String reference, TransactionStatus status) {
        EventType type = status == TransactionStatus.FAILED ? EventType.FAILED : EventType.REFUNDED;
        Transaction t;
        do {
            t = byReference(db, caller, reference);
            boolean fits = switch (status) {
                case FAILED -> t.status().isOpen();
                case REFUNDED -> t.status().isPaid();
                default -> false;
            };
            if (!fits) {
                throw HarpoonErrors.transactionAlreadyVerified(
                        reference, t.status().name());
            }
        } while (!move(db, t, ended(t, status, now()), type));
    }

    /** Marks what has run out of time, some at a time; true when there may be more. What other nodes mark is theirs. */
    public boolean expireDue(JdbcClient db) {
        List<Transaction> due = store.due(db, now(), SWEEP);
        due.forEach(t -> move(db, t, ended(t, TransactionStatus.EXPIRED, t.expiresAt()), EventType.EXPIRED));
        return due.size() == SWEEP;
    }

    private boolean move(JdbcClient db, Transaction t, Transaction moved, EventType type) {
        boolean done = store.move(db, t.status(), moved);
        if (done) {
            events.publish(db, type, moved);
        }
        return done;
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
