package org.concurrencybench.process.internal.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InliningLimitsTest {
    /** A worker would start all the same when one was renamed, and only become fast later. */
    @Test
    void everyNamedMethodExists() throws ClassNotFoundException {
        for (String method : InliningLimits.methods()) {
            String[] parts = method.split("::");
            Class<?> type = Class.forName(parts[0]);
            boolean exists = parts[1].equals("<init>")
                    || Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(declared -> declared.getName().equals(parts[1]));
            assertTrue(exists, method);
        }
    }

    @Test
    void workersHaveTheSeamsAndKeepQuietAboutThem() throws Exception {
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Obey.class))) {
            List<String> arguments = List.of(pool.submit("arguments").get().split(" "));
            for (String seam : InliningLimits.arguments()) {
                assertTrue(arguments.contains(seam), seam + " in " + arguments);
            }
            ExecutionException failure = assertThrows(
                    ExecutionException.class, () -> pool.submit("halt 3").get());
            WorkerDiedException death = assertInstanceOf(WorkerDiedException.class, failure.getCause());
            assertEquals("", death.lastOutput());
        }
    }
}
