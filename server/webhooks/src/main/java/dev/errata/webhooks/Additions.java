package dev.errata.webhooks;

import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Puts deliveries into the library's table. The library would look first and then insert, which ends a PostgreSQL
 * transaction when another adds the same in between; here one statement does both.
 */
record Additions(DataSource dataSource, JdbcCustomization dialect, Serializer serializer, String task) {
    private static final String ADD = "insert into scheduled_tasks"
            + " (task_name, task_instance, task_data, execution_time, picked, version, receiver, tenant)"
            + " values (?, ?, ?, ?, false, 1, ?, ?)"
            + " on conflict do nothing";

    private static final String SET_FREE = "update scheduled_tasks"
            + " set picked = false, picked_by = null, last_heartbeat = null, version = version + 1"
            + " where picked = true and task_name = ?";

    /** Whether whoever was making something, and is not this process, is dead. */
    boolean ownedByOneProcess() {
        return dialect.getName().equals(AutodetectJdbcCustomization.SQLITE);
    }

    /** Nobody is making anything: all waits again. */
    void setFree() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(SET_FREE)) {
            statement.setString(1, task);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Deliveries could not be taken up again: " + e.getMessage(), e);
        }
    }

    /**
     * Adds a job, which is due at once.
     *
     * @return false when there is one with its id
     */
    boolean add(String id, Object job, Lane lane, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, task);
            statement.setString(2, id);
            dialect.setTaskData(statement, 3, serializer.serialize(job));
            dialect.setInstant(statement, 4, now);
            statement.setString(5, lane.receiver());
            statement.setString(6, lane.tenant());
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("Delivery " + id + " could not be queued: " + e.getMessage(), e);
        }
    }
}
