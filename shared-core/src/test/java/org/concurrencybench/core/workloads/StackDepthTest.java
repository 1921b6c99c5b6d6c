package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackDepthTest {
    @TempDir
    Path directory;

    private OpenWorkload<?, ?> depth(int depth, String wait) throws Exception {
        return OpenWorkload.of("stack-depth", Map.of("depth", Integer.toString(depth), "wait", wait), directory);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 500})
    void theWaitStandsBelowThatManyCalls(int depth) throws Exception {
        try (OpenWorkload<?, ?> open = depth(depth, "10s")) {
            Thread thread = Thread.ofPlatform().daemon().start(new FutureTask<Object>(() -> open.run(0)));
            StackTraceElement[] stack = thread.getStackTrace();
            while (thread.isAlive() && !isSleeping(stack)) {
                Thread.sleep(1);
                stack = thread.getStackTrace();
            }
            thread.interrupt();
            thread.join();
            assertTrue(isSleeping(stack), "it was never seen to wait");
            assertEquals(
                    depth,
                    Arrays.stream(stack)
                            .filter(frame -> frame.getMethodName().equals("call")
                                    && frame.getClassName().equals(StackDepth.class.getName()))
                            .count());
        }
    }

    private static boolean isSleeping(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals("sleep"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theDeepestStackFitsIntoUsualThreads(boolean virtual) throws Exception {
        try (OpenWorkload<?, ?> open = depth(2000, "1us")) {
            Callable<Object> task = () -> open.run(7);
            FutureTask<Object> run = new FutureTask<>(task);
            Thread thread = (virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon()).start(run);
            thread.join();
            assertEquals(open.workload().expected(7).orElseThrow(), run.get());
        }
    }
}
