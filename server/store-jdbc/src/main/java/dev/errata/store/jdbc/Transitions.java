package dev.errata.store.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The states of an entity, declared once, and the one way to go from one to another. Immutable.
 *
 * <p>The statement that moves an entity names the state that it leaves, so that of several callers who have read the
 * same state one moves it, on any database and from any process; the others are told so and look again.
 *
 * @param <S> the states; the column {@code status} holds them as {@code toString} writes them
 */
public final class Transitions<S extends Enum<S>> {
    private final String table;
    private final String key;
    private final Set<S> beginnings;
    private final Map<S, Set<S>> moves;

    private Transitions(String table, String key, Set<S> beginnings, Map<S, Set<S>> moves) {
        this.table = table;
        this.key = key;
        this.beginnings = beginnings;
        this.moves = moves;
    }

    /**
     * Entities that begin in one of some states and cannot leave them yet.
     *
     * @param key the column that names an entity
     */
    public static <S extends Enum<S>> Transitions<S> of(String table, String key, Class<S> states, Set<S> beginnings) {
        return new Transitions<>(table, key, Set.copyOf(beginnings), new EnumMap<>(states));
    }

    /** These, and those that lead from a state to others. */
    public Transitions<S> from(S state, Set<S> to) {
        Map<S, Set<S>> more = new EnumMap<>(moves);
        more.put(state, Collections.unmodifiableSet(EnumSet.copyOf(to)));
        return new Transitions<>(table, key, beginnings, more);
    }

    /** The name of the table. */
    public String table() {
        return table;
    }

    /** The states in which an entity may begin. */
    public Set<S> beginnings() {
        return beginnings;
    }

    /** The states to which one leads; none for a state that is an end. */
    public Set<S> after(S state) {
        return moves.getOrDefault(state, Set.of());
    }

    /** The states that have others after them. */
    public Set<S> left() {
        return Collections.unmodifiableSet(moves.keySet());
    }

    /**
     * Lets nobody else move an entity until the caller's transaction ends, so that what is read of it now stays true.
     *
     * @return false when there is no such entity
     */
    public boolean hold(JdbcClient db, Object entity) {
        return db.sql("update " + table + " set status = status where " + key + " = :entity")
                        .param("entity", entity)
                        .update()
                == 1;
    }

    /**
     * Moves an entity, or changes it in the state in which it stays.
     *
     * @param from the state that the caller has read
     * @param to another state, or the same
     * @param also columns that change with it, and their values
     * @return false when the entity is not in that state any more, and nothing was changed: read it again and decide anew
     * @throws IllegalArgumentException when {@code from} does not lead to {@code to}: the caller has forgotten to refuse
     */
    public boolean move(JdbcClient db, Object entity, S from, S to, Map<String, ? extends @Nullable Object> also) {
        if (from != to && !after(from).contains(to)) {
            throw new IllegalArgumentException("In " + table + ", " + from + " does not lead to " + to + " but to "
                    + after(from) + "; refuse the request before, or declare the transition");
        }
        List<String> columns = new ArrayList<>(List.of("status = :status_to"));
        also.keySet().forEach(column -> columns.add(column + " = :" + column));
        JdbcClient.StatementSpec statement = db.sql("update " + table + " set " + String.join(", ", columns) + " where "
                        + key + " = :entity and status = :status_from")
                .param("status_to", to.toString())
                .param("status_from", from.toString())
                .param("entity", entity);
        for (Map.Entry<String, ? extends @Nullable Object> column : also.entrySet()) {
            statement = statement.param(column.getKey(), column.getValue());
        }
        return statement.update() == 1;
    }
}
