package org.concurrencybench.core.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.concurrencybench.core.api.BlockingHttp;
import org.concurrencybench.core.api.Jdbc;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.junit.jupiter.api.Test;

class JdbcPoolsTest {
    private static final String ADDRESS = "jdbc:h2:mem:pools";

    @Test
    void thePoolIsTheSameForTheSameArguments() {
        try (JdbcPools pools = new JdbcPools("m")) {
            DataSource pool = pools.dataSource(ADDRESS, 2);
            assertSame(pool, pools.dataSource(ADDRESS, 2));
            assertNotSame(pool, pools.dataSource(ADDRESS, 3));
            assertNotSame(pool, pools.dataSource(ADDRESS + "2", 2));
        }
    }

    @Test
    void asManyConnectionsAreOpenAsWereAskedForAndFurtherCallsWait() throws Exception {
        try (JdbcPools pools = new JdbcPools("m")) {
            DataSource pool = pools.dataSource(ADDRESS, 3);
            var state = ((HikariDataSource) pool).getHikariPoolMXBean();
            await(() -> state.getTotalConnections() == 3, "all connections are opened ahead");
            List<Connection> taken = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                taken.add(pool.getConnection());
            }
            CompletableFuture<Connection> fourth = CompletableFuture.supplyAsync(() -> connection(pool));
            await(() -> state.getThreadsAwaitingConnection() == 1, "a fourth call waits");
            assertFalse(fourth.isDone());
            taken.removeLast().close();
            taken.add(fourth.get(60, TimeUnit.SECONDS));
            assertEquals(3, state.getTotalConnections());
            assertTrue(taken.getLast().getAutoCommit());
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    private static Connection connection(DataSource pool) {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            Thread.sleep(1);
        }
    }

    @Test
    void closingTheSessionClosesConnectionsAndEndsThreads() throws Exception {
        BlockingTaskContext context = new BlockingTaskContext("some-model", 4);
        DataSource pool = context.capability(Jdbc.class).dataSource(ADDRESS, 2);
        Connection idle = pool.getConnection();
        Connection physical = idle.unwrap(Connection.class);
        idle.close();
        assertFalse(physical.isClosed());
        Set<Thread> threads = threads();
        assertFalse(threads.isEmpty());
        assertTrue(threads.stream().allMatch(Thread::isDaemon), threads::toString);
        context.close();
        assertTrue(physical.isClosed());
        for (Thread thread : threads()) {
            thread.join(Duration.ofSeconds(60)); // an executor has ended a moment before its last thread has
        }
        assertEquals(Set.of(), threads());
        assertThrows(SQLException.class, pool::getConnection);
        assertThrows(
                IllegalStateException.class,
                () -> context.capability(Jdbc.class).dataSource(ADDRESS, 1));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("some-model-jdbc"))
                .collect(Collectors.toSet());
    }

    @Test
    void aDatabaseThatIsNotThereIsReportedAtOnce() {
        try (JdbcPools pools = new JdbcPools("m")) {
            RuntimeException failed = assertThrows(
                    RuntimeException.class,
                    () -> pools.dataSource("jdbc:postgresql://127.0.0.1:1/x?user=me&password=secret", 2));
            assertTrue(failed.getMessage().contains("127.0.0.1"), failed.getMessage());
            assertFalse(failed.toString().contains("secret"), failed.toString());
        }
    }

    /** Workers start sooner without it, and users of the process pool do not have it. */
    @Test
    void sessionsNeedNoHikariUntilATaskAsksForAPool() throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("HikariCP")) {
                path.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader without =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThrows(ClassNotFoundException.class, () -> without.loadClass(HikariDataSource.class.getName()));
            Class<?> type = without.loadClass(BlockingTaskContext.class.getName());
            Object context = type.getConstructor(String.class, int.class).newInstance("m", 1);
            var capability = type.getMethod("capability", Class.class);
            assertTrue(capability.invoke(context, without.loadClass(BlockingHttp.class.getName())) != null);
            assertTrue(capability.invoke(context, without.loadClass(Jdbc.class.getName())) != null);
            type.getMethod("close").invoke(context);
        }
    }
}
