package org.concurrencybench.core.workloads;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.concurrencybench.core.api.Jdbc;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.RunContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.jdbc.Account;
import org.concurrencybench.core.jdbc.AccountTable;
import org.concurrencybench.core.jdbc.H2Fixture;
import org.concurrencybench.core.jdbc.PostgresDatabase;

/**
 * Reads a row by its key through a pool of few connections: what most requests of a service do. With more tasks in
 * flight than connections, the pool is the limit, whatever runs the tasks.
 */
public final class JdbcQuery implements Workload<Integer, Account> {
    private static final String H2 = "h2";

    private static final Parameter<String> URL = Parameter.ofText(
            "url",
            H2,
            H2 + ", or the address of a PostgreSQL database of your own, such as jdbc:postgresql://host/database",
            text -> text.equals(H2) || PostgresDatabase.isAddress(text),
            "the database: " + H2 + " for one that is started with the run; in one of your own, the table "
                    + AccountTable.NAME + " is made if it is missing, and left there; user and password are taken from "
                    + PostgresDatabase.USER + " and " + PostgresDatabase.PASSWORD);

    private static final Parameter<Integer> CONNECTIONS = Parameter.ofInt(
            "connections",
            16,
            1,
            1000,
            "connections",
            "open at once, shared out among the JVMs that run tasks, each of which has one at least");

    private static final Parameter<Duration> DELAY = Parameter.ofDuration(
            "delay",
            Duration.ofMillis(2),
            Duration.ofMillis(1),
            Duration.ofMinutes(1),
            "how long the database waits in each query, rounded up to whole milliseconds");

    private static final String DATABASE = "database";

    /** Has no divisor in common with the number of rows, so that as many successive tasks read all of them. */
    private static final long STEP = 619;

    private String address = "not open";
    private int connections = CONNECTIONS.defaultValue();
    private String query = "not open";

    @Override
    public String id() {
        return "jdbc-query";
    }

    @Override
    public String description() {
        return "reads a row of a real database over one of few connections";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(URL, CONNECTIONS, DELAY);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public void prepare(RunContext run) throws Exception {
        String url = run.parameters().get(URL);
        if (url.equals(H2)) {
            run.startFixture(DATABASE, H2Fixture.class, List.of(run.directory().toString()));
        } else {
            try (Connection connection = new PostgresDatabase(url, System::getenv).connect()) {
                AccountTable.prepare(connection);
            }
        }
    }

    @Override
    public void open(JvmContext jvm) {
        String url = jvm.parameters().get(URL);
        Duration delay = jvm.parameters().get(DELAY);
        boolean started = url.equals(H2);
        address = started ? jvm.address(DATABASE).toString() : new PostgresDatabase(url, System::getenv).address();
        query = AccountTable.query(started ? H2Fixture.pause(delay) : PostgresDatabase.pause(delay));
        connections = Math.max(1, jvm.parameters().get(CONNECTIONS) / jvm.jvms());
    }

    @Override
    public Integer input(int index) {
        return (int) (index * STEP % AccountTable.ROWS);
    }

    @Override
    public Account run(Integer id, TaskContext task) throws SQLException {
        DataSource database = task.capability(Jdbc.class).dataSource(address, connections);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setInt(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("the table " + AccountTable.NAME + " has no account " + id
                            + ": something else changed it during the run");
                }
                return AccountTable.account(rows);
            }
        }
    }

    @Override
    public long digest(Account output) {
        return Bits.add(Bits.add(Bits.digest(output.owner()), output.id()), output.balance());
    }

    @Override
    public OptionalLong expected(int index) {
        return OptionalLong.of(digest(Account.of(input(index))));
    }
}
