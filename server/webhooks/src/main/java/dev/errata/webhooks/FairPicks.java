package dev.errata.webhooks;

import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.shaded.jdbc.RowMapper;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/**
 * What the library takes from its table when it looks for work: what has been due the longest, but of each receiver and
 * tenant no more than its share. What is beyond it stays as it is and costs one look at an index.
 */
final class FairPicks extends AutodetectJdbcCustomization {
    private static final int LONGEST_NAME = 50;

    private record Due(String id, Lane lane) {}

    private final String task;
    private final Shares shares;
    private final String unheld;

    FairPicks(DataSource dataSource, String task, Shares shares) {
        super(dataSource);
        this.task = task;
        this.shares = shares;
        this.unheld = getName().equals(SQLITE) ? "" : " order by task_instance for update skip locked";
    }

    @Override
    public boolean supportsSingleStatementLockAndFetch() {
        return true;
    }

    /** In rounds, because the first that are due may all be of one receiver, and others are behind them. */
    @Override
    public List<Execution> lockAndFetchSingleStatement(
            JdbcTaskRepositoryContext context, Instant now, int limit, boolean byPriority) {
        List<Execution> picked = new ArrayList<>();
        boolean more = true;
        while (more && picked.size() < limit) {
            List<Due> due = due(context, now, limit - picked.size());
            List<String> chosen = due.stream()
                    .filter(one -> shares.take(one.id(), one.lane()))
                    .map(Due::id)
                    .toList();
            more = picked.addAll(pick(context, now, chosen)) && chosen.size() < due.size();
        }
        return picked;
    }

    private List<Due> due(JdbcTaskRepositoryContext context, Instant now, int limit) {
        Shares.Full full = shares.full();
        String sql = "select task_instance, coalesce(receiver, '') as receiver, coalesce(tenant, '') as tenant"
                + " from scheduled_tasks where picked = false and execution_time <= ? and task_name = ?"
                + without("receiver", full.receivers()) + without("tenant", full.tenants())
                + " order by execution_time limit " + limit;
        RowMapper<Due> row = rows -> new Due(rows.getString(1), new Lane(rows.getString(2), rows.getString(3)));
        return context.jdbcRunner.query(
                sql,
                statement -> {
                    setInstant(statement, 1, now);
                    statement.setString(2, task);
                    setAll(statement, setAll(statement, 3, full.receivers()), full.tenants());
                },
                row);
    }

    /** Those of the chosen that no other process was quicker to take; of the others the workers are given back. */
    private List<Execution> pick(JdbcTaskRepositoryContext context, Instant now, List<String> chosen) {
        if (chosen.isEmpty()) {
            return List.of();
        }
        String sql = "update scheduled_tasks set picked = true, picked_by = ?, last_heartbeat = ?,"
                + " version = version + 1 where task_name = ? and task_instance in (select task_instance"
                + " from scheduled_tasks where picked = false and execution_time <= ? and task_name = ?"
                + " and task_instance in (" + places(chosen) + ")" + unheld + ") returning *";
        List<Execution> picked = List.of();
        try {
            picked = context.jdbcRunner.query(
                    sql,
                    statement -> {
                        statement.setString(1, shortened(context.schedulerName.getName()));
                        setInstant(statement, 2, now);
                        statement.setString(3, task);
                        setInstant(statement, 4, now);
                        statement.setString(5, task);
                        setAll(statement, 6, chosen);
                    },
                    context.resultSetMapper.get());
            return picked;
        } finally {
            List<String> taken = picked.stream().map(Execution::getId).toList();
            chosen.stream().filter(id -> !taken.contains(id)).forEach(shares::giveBack);
        }
    }

    private static String without(String column, Collection<String> values) {
        return values.isEmpty() ? "" : " and coalesce(" + column + ", '') not in (" + places(values) + ")";
    }

    private static String places(Collection<String> values) {
        return String.join(", ", Collections.nCopies(values.size(), "?"));
    }

    private static int setAll(PreparedStatement statement, int first, Collection<String> values) throws SQLException {
        int place = first;
        for (String value : values) {
            statement.setString(place++, value);
        }
        return place;
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }
}
