package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.TaskTimeoutException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerExit;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.worker.WorkerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Values at the edge of what the interface takes, and beyond it. */
@Timeout(120)
class ApiEdgesTest {
    private static final ProcessPoolConfig ONE = ProcessPoolConfig.ofWorkers(1);
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    @TempDir
    Path directory;

    private static void assertRefused(String named, Executable call) {
        var refusal = assertThrows(IllegalArgumentException.class, call);
        assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("must not be null"), refusal.getMessage());
    }

    @Test
    void nullIsRefusedByNameWhereItIsGiven() {
        assertRefused("java", () -> ONE.withJava(null));
        assertRefused("classPath", () -> ONE.withClassPath(null));
        assertRefused("jvmArguments", () -> ONE.withJvmArguments(null));
        assertRefused("jvmArguments", () -> ONE.withJvmArguments(Arrays.asList("-Xmx1g", null)));
        assertRefused("startTimeout", () -> ONE.withStartTimeout(null));
        assertRefused("closeTimeout", () -> ONE.withCloseTimeout(null));
        assertRefused("taskTimeout", () -> ONE.withTaskTimeout(null));
        assertRefused("stopGrace", () -> ONE.withStopGrace(null));
        assertRefused("idleTimeout", () -> ONE.withIdleTimeout(null));
        assertRefused("listener", () -> ONE.withListener(null));
        assertRefused("transport", () -> ONE.withTransport(null));
        assertRefused("startMethod", () -> ONE.withStartMethod(null));
        assertRefused("cacheFolder", () -> ONE.withCacheFolder(null));
        Codec<Long> codec = Codecs.of(Long.class);
        Map<String, String> halfEmpty = new HashMap<>();
        halfEmpty.put("address", null);
        assertRefused("function", () -> FunctionSpec.of((Class<Functions.Twice>) null));
        assertRefused("setup", () -> FunctionSpec.of(Functions.Twice.class, null));
        assertRefused("'address'", () -> FunctionSpec.of(Functions.Twice.class, halfEmpty));
        assertRefused("inputs", () -> new FunctionSpec<>(Functions.Twice.class, Map.of(), null, codec));
        assertRefused("outputs", () -> new FunctionSpec<>(Functions.Twice.class, Map.of(), codec, null));
        assertRefused("constants", () -> FunctionSpec.of(Functions.Twice.class).withConstants(null));
        assertRefused("function", () -> ProcessPool.start(ONE, (FunctionSpec<Long, Long>) null));
        assertRefused("config", () -> ProcessPool.start(null, FunctionSpec.of(Functions.Twice.class)));
        assertRefused(
                "name",
                () -> new WorkerProcess<>(null, ONE.workerOptions(), FunctionSpec.of(Functions.Twice.class), 1L));
        assertRefused(
                "function", () -> new WorkerProcess<>("x", ONE.workerOptions(), (FunctionSpec<Long, Long>) null, 1L));
    }

    @Test
    void nullIsRefusedByTheMethodsOfAPool() throws Exception {
        try (var pool = ProcessPool.start(ONE, FunctionSpec.of(Functions.Twice.class))) {
            assertRefused("completion", () -> pool.submit(1L, (Completion<Long>) null));
            assertRefused("timeout", () -> pool.submit(1L, (Duration) null));
            assertRefused("timeout", () -> pool.trySubmit(1L, null));
            assertRefused("timeout", () -> pool.awaitTermination(null));
            assertRefused("inputs", () -> pool.map(null));
            assertRefused("inputs", () -> pool.mapAsync(null));
            assertRefused("options", () -> pool.map(List.of(1L), null));
            var nothing = failure(PayloadException.class, pool.submit(null));
            assertTrue(nothing.getMessage().contains("null cannot be encoded as java.lang.Long"), nothing.getMessage());
            assertEquals(4L, get(pool.submit(2L)));
        }
    }

    @Test
    void nullIsRefusedBySharedPools() throws Exception {
        FunctionSpec<Long, Long> none = null;
        assertRefused("functions", () -> SharedPool.start(ONE, (List<FunctionSpec<?, ?>>) null));
        assertRefused("function", () -> SharedPool.start(ONE, none));
        try (var pool = SharedPool.start(ONE, FunctionSpec.of(Functions.Twice.class))) {
            assertRefused("function", () -> pool.of(none));
        }
    }

    static final class NoCodec implements WorkerFunction<Long, Long> {
        @Override
        public Long run(Long input) {
            return input;
        }

        @Override
        public Codec<Long> outputCodec() {
            return null;
        }
    }

    @Test
    void codecThatIsNoneIsNamedAtTheStart() {
        var function = FunctionSpec.of(NoCodec.class);
        var refusal = assertThrows(WorkerStartException.class, () -> ProcessPool.start(ONE, function));
        assertTrue(refusal.getMessage().contains("outputCodec() of " + NoCodec.class.getName()), refusal.getMessage());
    }

    @Test
    void longestDurationsAreAsGoodAsForEver() throws Exception {
        ProcessPoolConfig patient = ONE.withStartTimeout(FOR_EVER)
                .withCloseTimeout(FOR_EVER)
                .withTaskTimeout(FOR_EVER)
                .withStopGrace(FOR_EVER)
                .withIdleTimeout(FOR_EVER);
        try (var pool = ProcessPool.start(patient, FunctionSpec.of(Functions.Twice.class))) {
            assertEquals(4L, get(pool.submit(2L)));
            assertEquals(6L, get(pool.submit(3L, FOR_EVER)));
            assertEquals(8L, get(pool.trySubmit(4L, FOR_EVER).orElseThrow()));
            var inputs = IntStream.range(0, 100).mapToObj(i -> (long) i).toList();
            assertEquals(
                    100,
                    pool.map(inputs, MapOptions.DEFAULT.withChunk(50)).values().size());
            pool.shutdown();
            assertTrue(pool.awaitTermination(FOR_EVER));
        }
        try (var worker =
                new WorkerProcess<>("patient", patient.workerOptions(), FunctionSpec.of(Functions.Twice.class), 21L)) {
            worker.start();
            assertEquals(42L, get(worker.result()));
            assertTrue(worker.join(FOR_EVER));
        }
    }

    @Test
    void startThatIsLateIsNotTriedAgain() throws Exception {
        Path starts = directory.resolve("starts");
        Path script = directory.resolve("java");
        Files.writeString(script, "#!/bin/sh\necho started >> " + starts + "\nexec sleep 1000\n");
        assertTrue(script.toFile().setExecutable(true));
        var config = ONE.withJava(script).withStartTimeout(Duration.ofMillis(500));
        var function = FunctionSpec.of(Functions.Twice.class);
        var late = assertThrows(WorkerStartException.class, () -> ProcessPool.start(config, function));
        assertTrue(late.getMessage().contains("did not connect within 500 ms"), late.getMessage());
        assertEquals(1, Files.readAllLines(starts).size(), "each try would take as long again");
    }

    /** Starts a pool, and says how that went and that it came to an end. */
    static final class Crowded {
        public static void main(String[] args) throws Exception {
            try (var pool = ProcessPool.start(
                    ProcessPoolConfig.ofWorkers(4).withStartTimeout(Duration.ofSeconds(10)),
                    FunctionSpec.of(Functions.Twice.class))) {
                System.out.println("works: " + pool.submit(2L).get());
            } catch (Throwable e) {
                System.out.println("refused: " + e);
            }
            System.out.println("children: "
                    + ProcessHandle.current()
                            .children()
                            .filter(child -> Processes.runs(child.pid())) // those that have ended may wait for this one
                            .count());
            Runtime.getRuntime().halt(0);
        }
    }

    private static Process crowded(int threads) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // The system counts the threads of a user, and root's not at all. Its files stay readable for the other one.
        return new ProcessBuilder(
                        "setpriv",
                        "--reuid=54321",
                        "--clear-groups",
                        "--inh-caps=-all,+dac_override",
                        "--ambient-caps=-all,+dac_override",
                        "bash",
                        "-c",
                        "ulimit -u " + threads + "; exec \"$@\"",
                        "bash",
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Crowded.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    @Test
    @Tag("slow")
    void startWithFewThreadsLeftComesToAnEndAndLeavesNothing() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv here");
        Process roomy = crowded(400);
        String works = new String(roomy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(works.contains("works: 4"), "no such limits here: " + works);
        int refused = 0;
        for (int threads : new int[] {20, 26, 32, 40}) {
            Process process = crowded(threads);
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (said.contains("refused: ")) {
                refused++;
                assertTrue(said.contains(WorkerStartException.class.getName()), said);
                assertTrue(said.contains("children: 0"), said);
                assertFalse(said.contains("not all workers were ready within"), "the reason is known before: " + said);
            }
        }
        assertTrue(refused > 0, "some of these were too few");
    }

    private static WorkerProcess<String, String> obeying(ProcessPoolConfig config, String order) {
        return new WorkerProcess<>("obey", config.workerOptions(), FunctionSpec.of(Functions.Obey.class), order);
    }

    @Test
    void workerProcessKeepsItsTaskTimeout() throws Exception {
        var config = ONE.withTaskTimeout(Duration.ofMillis(200)).withStopGrace(Duration.ofMillis(200));
        try (var gentle = obeying(config, "hang")) {
            gentle.start();
            failure(TaskTimeoutException.class, gentle.result());
            assertEquals(new WorkerExit(0, WorkerExit.By.ITSELF), get(gentle.onExit()), "the interrupt sufficed");
        }
        try (var stubborn =
                new WorkerProcess<>("stubborn", config.workerOptions(), FunctionSpec.of(Functions.Spin.class), 1L)) {
            stubborn.start();
            var late = failure(TaskTimeoutException.class, stubborn.result());
            assertTrue(late.getSuppressed()[0] instanceof WorkerDiedException, "it cost the process");
            assertEquals(WorkerExit.By.KILL, get(stubborn.onExit()).by());
        }
    }

    @Test
    void cancelOfAResultReachesTheWorkerProcess() throws Exception {
        Path running = directory.resolve("running");
        try (var worker = obeying(ONE.withStopGrace(Duration.ofMinutes(1)), "touch-and-hang " + running)) {
            worker.start();
            Processes.await(Duration.ofSeconds(60), "start", () -> Files.exists(running));
            CompletableFuture<String> result = worker.result();
            assertTrue(result.cancel(true));
            assertThrows(CancellationException.class, result::join);
            worker.join();
            assertEquals(Optional.of(new WorkerExit(0, WorkerExit.By.ITSELF)), worker.exit());
        }
        try (var early = obeying(ONE, "hang")) {
            early.start();
            assertTrue(early.result().cancel(true));
            early.join();
            assertFalse(early.isAlive());
        }
        Path go = directory.resolve("go");
        try (var unwanted = obeying(ONE, "wait-for " + go)) {
            unwanted.start();
            assertTrue(unwanted.result().cancel(false));
            assertFalse(unwanted.join(Duration.ofMillis(50)), "it goes on");
            Files.createFile(go);
            unwanted.join();
            assertEquals(0, unwanted.exit().orElseThrow().code());
        }
    }

    @Test
    void nothingIsToBeWaitedForBeforeTheStart() {
        try (var worker = obeying(ONE, "pid")) {
            var early = assertThrows(IllegalStateException.class, worker::result);
            assertTrue(early.getMessage().contains("'obey' was not started"), early.getMessage());
            assertThrows(IllegalStateException.class, worker::onExit);
        }
    }

    @Test
    void setterOfListsTakesCopies() {
        var arguments = new java.util.ArrayList<>(List.of("-Xmx1g"));
        ProcessPoolConfig config = ONE.withJvmArguments(arguments);
        arguments.clear();
        assertEquals(List.of("-Xmx1g"), config.workerOptions().jvmArguments());
    }
}
