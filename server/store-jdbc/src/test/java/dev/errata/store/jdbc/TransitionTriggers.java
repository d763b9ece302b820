package dev.errata.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Has the database refuse every transition that is not declared, whoever wrote the statement. */
public final class TransitionTriggers {
    private TransitionTriggers() {}

    /** Puts them before a table that is there. */
    public static void guard(Database database, Place place, Transitions<?> transitions) {
        database.write(db -> {
            statements(place, transitions).forEach(sql -> db.sql(sql).update());
            return place;
        });
    }

    private static List<String> statements(Place place, Transitions<?> transitions) {
        String table = transitions.table();
        String begins = "new.status in (" + names(transitions.beginnings()) + ")";
        String moves = "old.status = new.status" + moves(transitions);
        List<String> statements = new ArrayList<>();
        if (place == Place.SQLITE) {
            statements.add("create trigger " + table + "_begins before insert on " + table + " when not (" + begins
                    + ") begin select raise(abort, 'not a beginning'); end");
            statements.add("create trigger " + table + "_moves before update of status on " + table + " when not ("
                    + moves + ") begin select raise(abort, 'not a transition'); end");
            return statements;
        }
        statements.add("create function " + table + "_refused() returns trigger language plpgsql as"
                + " 'begin raise exception ''not a transition: % of " + table + "'', tg_op; end'");
        statements.add("create trigger " + table + "_begins before insert on " + table + " for each row when (not ("
                + begins + ")) execute function " + table + "_refused()");
        statements.add("create trigger " + table + "_moves before update on " + table + " for each row when (not ("
                + moves + ")) execute function " + table + "_refused()");
        return statements;
    }

    private static <S extends Enum<S>> String moves(Transitions<S> transitions) {
        return transitions.left().stream()
                .map(from ->
                        " or (old.status = '" + from + "' and new.status in (" + names(transitions.after(from)) + "))")
                .collect(Collectors.joining());
    }

    private static String names(Set<? extends Enum<?>> states) {
        return states.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", "));
    }
}
