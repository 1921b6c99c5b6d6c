package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.jdbc.AccountTable;
import org.concurrencybench.core.jdbc.PostgresDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the database that {@code .ci/postgres} starts, or another whose table of accounts may be dropped. */
class JdbcQueryOnPostgresTest {
    private static final String VARIABLE = "CONCURRENCYBENCH_POSTGRES";
    private static final int CONNECTIONS = 5;

    @TempDir
    private Path directory;

    private String url;

    @BeforeEach
    void findDatabase() throws Exception {
        url = System.getenv(VARIABLE);
        assumeTrue(
                url != null,
                "there is no PostgreSQL to test with: set " + VARIABLE + " to its JDBC address, as .ci/postgres does");
        execute("DROP TABLE IF EXISTS " + AccountTable.NAME);
    }

    private Connection connect() throws Exception {
        return new PostgresDatabase(url, System::getenv).connect();
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private OpenWorkload<?, ?> open() throws Exception {
        return OpenWorkload.of(
                "jdbc-query",
                Map.of("url", url, "connections", Integer.toString(CONNECTIONS), "delay", "5ms"),
                directory);
    }

    static Stream<ExecutorService> executors() {
        return Stream.of(Executors.newFixedThreadPool(40), Executors.newVirtualThreadPerTaskExecutor());
    }

    @ParameterizedTest
    @MethodSource("executors")
    void tasksOnManyThreadsReadTheRightRowsOverFewConnections(ExecutorService threads) throws Exception {
        try (threads;
                OpenWorkload<?, ?> open = open()) {
            List<Future<Long>> digests = new ArrayList<>();
            for (int index = 0; index < 300; index++) {
                int task = index;
                digests.add(threads.submit(() -> open.digest(task)));
            }
            for (int index = 0; index < digests.size(); index++) {
                assertEquals(
                        open.workload().expected(index).orElseThrow(),
                        digests.get(index).get());
            }
            assertEquals(CONNECTIONS, othersConnections());
        }
        assertEquals(0, othersConnections());
    }

    /** Of this user, but for the one that asks. */
    private int othersConnections() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            // A server process ends a moment after its connection was closed.
            for (int attempt = 0; ; attempt++) {
                try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM pg_stat_activity"
                        + " WHERE usename = current_user AND pid <> pg_backend_pid()")) {
                    assertTrue(rows.next());
                    int others = rows.getInt(1);
                    if (others == 0 || others == CONNECTIONS || attempt == 1000) {
                        return others;
                    }
                }
                Thread.sleep(10);
            }
        }
    }

    @Test
    void theTableIsMadeOnceAndLeftThere() throws Exception {
        open().close();
        open().close();
        execute("SELECT id, owner, balance FROM " + AccountTable.NAME);
    }

    @Test
    void aTableOfThatNameWithOtherColumnsIsRefused() throws Exception {
        execute("CREATE TABLE " + AccountTable.NAME + " (id INTEGER)");
        assertThrows(UsageException.class, this::open);
        execute("INSERT INTO " + AccountTable.NAME + " VALUES (1)"); // it still has that one column
    }
}
