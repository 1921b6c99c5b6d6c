package org.concurrencybench.process.internal.child;

import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker with one slot, which receives by itself in turn with the main thread. */
@Timeout(120)
class LeaderFollowersTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** After so long the main thread sleeps. */
    private static final long QUIET_MILLIS = 100;

    @TempDir
    Path directory;

    @Test
    void noTaskIsLeftBehindWhicheverThreadReceivesIt() throws Exception {
        Random random = new Random(11);
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Park.class))) {
            for (int i = 0; i < 2000; i++) {
                long micros = random.nextInt(8) == 0 ? random.nextInt(4000) : random.nextInt(50);
                assertEquals(micros, get(pool.submit(micros)));
                LockSupport.parkNanos(random.nextInt(16) == 0 ? random.nextInt(4_000_000) : random.nextInt(50_000));
            }
            for (int i = 0; i < 20_000; i++) {
                assertEquals(0, get(pool.submit(0L)));
            }
        }
    }

    @Test
    void taskThatItsSlotReceivedAfterAPauseCanBeStopped() throws Exception {
        try (var pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(1).withStopGrace(LONG), FunctionSpec.of(Functions.Obey.class))) {
            String pid = get(pool.submit("pid"));
            for (int i = 0; i < 5; i++) {
                get(pool.submit("pid"));
                Thread.sleep(QUIET_MILLIS);
                Path running = directory.resolve("running" + i);
                CompletableFuture<String> hanging = pool.submit("touch-and-hang " + running);
                Processes.await(LONG, "the task", () -> Files.exists(running));
                assertTrue(hanging.cancel(true));
                assertThrows(CancellationException.class, hanging::get);
            }
            assertEquals(pid, get(pool.submit("pid")), "it was interrupted, and its worker stayed");
        }
    }

    @Test
    void interruptThatATaskLeavesBehindReachesNoOther() throws Exception {
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Obey.class))) {
            String pid = get(pool.submit("pid"));
            for (int i = 0; i < 20; i++) {
                Path interrupted = directory.resolve("interrupted" + i);
                get(pool.submit("interrupt-later " + interrupted));
                Processes.await(LONG, "the interrupt", () -> Files.exists(interrupted));
                assertEquals("false", get(pool.submit("interrupted")));
            }
            assertEquals(pid, get(pool.submit("pid")));
        }
    }
}
