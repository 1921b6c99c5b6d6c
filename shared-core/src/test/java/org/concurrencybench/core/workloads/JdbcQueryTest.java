package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Jdbc;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.jdbc.AccountTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcQueryTest {
    private static final URI SOMEWHERE = URI.create("jdbc:h2:tcp://127.0.0.1:1/mem:x;USER=A;PASSWORD=b");

    @TempDir
    private Path directory;

    /** Notes which pool a task asks for, and has none. */
    private static final class Asked implements TaskContext, Jdbc {
        String address = "";
        int connections;

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public <C> C capability(Class<C> type) {
            return type.cast(this);
        }

        @Override
        public DataSource dataSource(String address, int connections) {
            this.address = address;
            this.connections = connections;
            throw new IllegalStateException("as planned");
        }
    }

    private static Asked asked(Map<String, String> parameters, int jvms) {
        JdbcQuery workload = new JdbcQuery();
        Values values = OpenWorkload.values(workload, parameters);
        workload.open(new ConfiguredWorkload<>(workload, values, Map.of("database", SOMEWHERE)).jvmContext(jvms));
        Asked asked = new Asked();
        assertThrows(IllegalStateException.class, () -> workload.run(1, asked));
        return asked;
    }

    @ParameterizedTest
    @CsvSource({"16, 1, 16", "16, 2, 8", "16, 3, 5", "16, 40, 1", "1, 2, 1"})
    void connectionsAreSharedOutAmongTheJvms(String connections, int jvms, int each) {
        assertEquals(each, asked(Map.of("connections", connections), jvms).connections);
    }

    @Test
    void theDatabaseIsTheOneThatWasStartedOrTheOneThatWasNamed() {
        assertEquals(SOMEWHERE.toString(), asked(Map.of(), 1).address);
        String own = "jdbc:postgresql://127.0.0.1/own?user=me";
        assertTrue(asked(Map.of("url", own), 1).address.startsWith(own));
    }

    @Test
    void aPasswordIsRefusedAsAParameterAndNotRepeated() {
        UsageException refused = assertThrows(
                UsageException.class,
                () -> OpenWorkload.values(
                        new JdbcQuery(), Map.of("url", "jdbc:postgresql://host/db?password=hunter2,&user=me")));
        assertTrue(refused.getMessage().startsWith("workload 'jdbc-query': "), refused.getMessage());
        assertFalse(refused.getMessage().contains("hunter2"), refused.getMessage());
    }

    @Test
    void successiveTasksReadAllAccounts() {
        Set<Integer> keys = new HashSet<>();
        for (int index = Integer.MAX_VALUE - AccountTable.ROWS; index < Integer.MAX_VALUE; index++) {
            keys.add(new JdbcQuery().input(index));
        }
        assertEquals(AccountTable.ROWS, keys.size());
        assertTrue(keys.stream().allMatch(key -> key >= 0 && key < AccountTable.ROWS), keys::toString);
    }

    @Test
    void aRowThatIsNotThereIsAFailureWithTheTablesName() throws Exception {
        JdbcQuery workload = new JdbcQuery();
        try (OpenWorkload<?, ?> open = OpenWorkload.of("jdbc-query", Map.of("delay", "1ms"), directory)) {
            Map<String, URI> addresses = open.fixtures().addresses();
            workload.open(new ConfiguredWorkload<>(workload, OpenWorkload.values(workload, Map.of()), addresses)
                    .jvmContext(1));
            SQLException failed =
                    assertThrows(SQLException.class, () -> workload.run(AccountTable.ROWS, open.context()));
            assertTrue(failed.getMessage().contains(AccountTable.NAME), failed.getMessage());
        }
    }

    @Test
    void itIsDeclaredAsWaitingWithoutAnAsynchronousForm() {
        JdbcQuery workload = new JdbcQuery();
        assertTrue(workload.waits());
        assertFalse(workload.hasAsync());
        assertEquals(List.of(), workload.computations());
    }
}
