package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.Together;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

/** How an entity goes from state to state, on every {@link Database}. */
@ParameterizedClass
@EnumSource(Place.class)
final class TransitionsTest {
    private enum Light {
        RED,
        GREEN,
        OFF
    }

    private static final Transitions<Light> LIGHTS = Transitions.of("lights", "id", Light.class, EnumSet.of(Light.RED))
            .from(Light.RED, EnumSet.of(Light.GREEN, Light.OFF))
            .from(Light.GREEN, EnumSet.of(Light.OFF));

    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Database database;

    @BeforeEach
    void open() {
        database = Databases.open(place.empty(folder), Samples.SCHEMA);
        database.write(db -> {
            db.sql("create table lights (id text primary key, status text not null, note text)")
                    .update();
            return db.sql("insert into lights (id, status, note) values ('a', 'RED', 'new')")
                    .update();
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private boolean move(Light from, Light to, @Nullable String note) {
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("note", note);
        return database.write(db -> LIGHTS.move(db, "a", from, to, also));
    }

    private String light() {
        return database.read(db -> db.sql("select status || ' ' || coalesce(note, 'none') from lights where id = 'a'")
                .query(String.class)
                .single());
    }

    @Test
    void changesTheStateAndWhatGoesWithIt() {
        assertThat(move(Light.RED, Light.GREEN, null)).isTrue();

        assertThat(light()).isEqualTo("GREEN none");
    }

    @Test
    void changesNothingWhenTheStateIsAnotherByNow() {
        move(Light.RED, Light.OFF, "first");

        assertThat(move(Light.RED, Light.GREEN, "second")).isFalse();
        assertThat(light()).isEqualTo("OFF first");
    }

    @Test
    void changesAnEntityInTheStateInWhichItStays() {
        assertThat(move(Light.RED, Light.RED, "again")).isTrue();
        assertThat(move(Light.GREEN, Light.GREEN, "not there")).isFalse();

        assertThat(light()).isEqualTo("RED again");
    }

    @Test
    void whoHoldsAnEntityReadsWhatStaysTrue() throws Exception {
        database.write(db -> db.sql("update lights set note = '0'").update());

        Together.run(
                8,
                () -> database.write(db -> {
                    assertThat(LIGHTS.hold(db, "a")).isTrue();
                    int count = Integer.parseInt(db.sql("select note from lights")
                            .query(String.class)
                            .single());
                    return LIGHTS.move(db, "a", Light.RED, Light.RED, Map.of("note", Integer.toString(count + 1)));
                }));

        assertThat(light()).isEqualTo("RED 8");
        assertThat(database.<Boolean>write(db -> LIGHTS.hold(db, "b"))).isFalse();
    }

    @Test
    void changesNothingOfAnEntityThatIsNotThere() {
        assertThat(database.<Boolean>write(db -> LIGHTS.move(db, "b", Light.RED, Light.GREEN, Map.of())))
                .isFalse();
    }

    @Test
    void ofManyWhoReadTheSameStateOneMovesIt() throws Exception {
        List<Boolean> moved = Together.run(16, () -> move(Light.RED, Light.GREEN, "it was me"));

        assertThat(moved).containsOnlyOnce(true).hasSize(16);
    }

    @Test
    void whatWasNotDeclaredIsAMistakeOfTheCaller() {
        assertThatThrownBy(() -> move(Light.GREEN, Light.RED, "back"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("In lights, GREEN does not lead to RED but to [OFF]; refuse the request before, or"
                        + " declare the transition");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update lights set status = 'GREEN' where id = 'a' | true",
                "update lights set status = 'RED', note = 'same' where id = 'a' | true",
                "insert into lights (id, status) values ('b', 'RED') | true",
                "insert into lights (id, status) values ('b', 'GREEN') | false",
                "update lights set status = 'BLUE' where id = 'a' | false",
            })
    void triggersRefuseWhatIsNotDeclaredWhoeverWroteTheStatement(String sql, boolean taken) {
        TransitionTriggers.guard(database, place, LIGHTS);

        if (taken) {
            assertThat(database.<Integer>write(db -> db.sql(sql).update())).isEqualTo(1);
        } else {
            assertThatThrownBy(() -> database.write(db -> db.sql(sql).update()))
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void triggersKeepAnEndAnEnd() {
        TransitionTriggers.guard(database, place, LIGHTS);
        move(Light.RED, Light.OFF, null);

        assertThatThrownBy(() -> database.write(db -> db.sql("update lights set status = 'RED' where id = 'a'")
                        .update()))
                .isInstanceOf(DataAccessException.class);
        assertThat(light()).isEqualTo("OFF none");
    }
}
