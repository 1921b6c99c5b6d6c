package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PoolBrokenException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a pool does when its workers die. */
@Timeout(600)
class WorkerDeathTest {
    @TempDir
    Path directory;

    private static ProcessPool<String, String> obeying(int workers) throws Exception {
        return ProcessPool.start(
                ProcessPoolConfig.ofWorkers(workers).withMaxDeaths(5), FunctionSpec.of(Functions.Obey.class));
    }

    @Test
    void killedWorkerFailsOnlyItsOwnTasks() throws Exception {
        try (var pool =
                ProcessPool.start(ProcessPoolConfig.ofWorkers(2).withSlots(2), FunctionSpec.of(Functions.Obey.class))) {
            Path file = directory.resolve("go");
            // Idle slots of the first worker are filled first, then those of the second one.
            List<CompletableFuture<String>> futures = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                futures.add(pool.submit("wait-for " + file));
            }
            CompletableFuture<String> pid = pool.submit("pid");
            long killed = Long.parseLong(get(pid));
            assertTrue(ProcessHandle.of(killed).orElseThrow().destroyForcibly());
            CompletableFuture<?> first = CompletableFuture.anyOf(futures.toArray(CompletableFuture[]::new))
                    .exceptionally(e -> e);
            get(first);
            Files.createFile(file);
            int died = 0;
            for (CompletableFuture<String> future : futures) {
                if (future.isCompletedExceptionally()) {
                    WorkerDiedException death = failure(WorkerDiedException.class, future);
                    assertEquals(killed, death.pid());
                    assertEquals(137, death.exitCode());
                    assertTrue(death.getMessage().contains("signal 9"), death.getMessage());
                    died++;
                } else {
                    assertEquals("done", get(future));
                }
            }
            assertTrue(died == 1 || died == 2, "the other worker's tasks go on, but " + died + " of 3 died");
            assertNotEquals(Long.toString(killed), get(pool.submit("pid")));
            Processes.await(
                    Duration.ofSeconds(60),
                    "replacement",
                    () -> pool.statistics().workersStarted() == 3);
            assertEquals(1, pool.statistics().workersDied());
        }
    }

    @Test
    void exitCodeAndLastOutputAreTold() throws Exception {
        try (var pool = obeying(1)) {
            assertEquals(
                    3, failure(WorkerDiedException.class, pool.submit("exit 3")).exitCode());
            WorkerDiedException death =
                    failure(WorkerDiedException.class, pool.submit("complain-and-halt the disk is full"));
            assertEquals(7, death.exitCode());
            assertTrue(death.getMessage().contains("exit code 7"), death.getMessage());
            assertTrue(death.lastOutput().contains("the disk is full"), death.lastOutput());
            assertEquals(
                    0, failure(WorkerDiedException.class, pool.submit("halt 0")).exitCode());
            String large =
                    failure(WorkerDiedException.class, pool.submit("exit 255")).getMessage();
            assertTrue(large.contains("ended with exit code 255") && !large.contains("signal"), large);
            String ambiguous =
                    failure(WorkerDiedException.class, pool.submit("exit 137")).getMessage();
            assertTrue(ambiguous.contains("signal 9, or with exit code 137"), ambiguous);
            assertEquals("done", get(pool.submit("interrupt-self")));
        }
    }

    @Test
    void signalOfACrashIsCertain() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path withoutCores = script("ulimit -c 0\nexec " + java + " \"$@\"");
        Path running = directory.resolve("running");
        try (var pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(1).withJava(withoutCores), FunctionSpec.of(Functions.Obey.class))) {
            CompletableFuture<String> task = pool.submit("touch-and-hang " + running);
            Processes.await(Duration.ofSeconds(60), "start", () -> Files.exists(running));
            long pid = pool.workers().getFirst().pid();
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-SEGV", Long.toString(pid))
                            .start()
                            .waitFor());
            WorkerDiedException death = failure(WorkerDiedException.class, task);
            assertTrue(death.getMessage().contains("ended by signal 6"), death.getMessage()); // the JVM aborts itself
            assertFalse(death.getMessage().contains("which looks the same from here"), death.getMessage());
            assertTrue(death.lastOutput().contains("SIGSEGV"), death.lastOutput());
        }
    }

    @Test
    void tasksThatADeadWorkerHadNotBegunRunElsewhere() throws Exception {
        try (var pool = obeying(1)) {
            for (int i = 0; i < 3000; i++) {
                pool.submit("pid"); // short ones, so that the worker is given tasks ahead of need
            }
            CompletableFuture<String> deadly = pool.submit("halt 1");
            List<CompletableFuture<String>> behind = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                behind.add(pool.submit("pid"));
            }
            failure(WorkerDiedException.class, deadly);
            for (CompletableFuture<String> future : behind) {
                get(future);
            }
            assertEquals(2, pool.statistics().workersStarted());
        }
    }

    @Test
    void tasksThatEndTheirWorkersFailAlone() throws Exception {
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Obey.class))) {
            List<CompletableFuture<String>> futures = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                futures.add(pool.submit("complain-and-halt attempt " + i));
            }
            CompletableFuture<String> behind = pool.submit("pid");
            for (int i = 0; i < 5; i++) {
                WorkerDiedException death = failure(WorkerDiedException.class, futures.get(i));
                assertTrue(death.getMessage().contains("attempt " + i), death.getMessage());
                assertEquals(List.of(), death.earlier());
            }
            get(behind);
            assertEquals(5, pool.statistics().workersDied());
        }
    }

    @Test
    void taskThatEndsItsWorkerEachTimeFailsAloneWithTheListOfItsDeaths() throws Exception {
        var config = ProcessPoolConfig.ofWorkers(2).withRetries(4);
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Obey.class))) {
            CompletableFuture<String> deadly = pool.submit("complain-and-halt once more");
            List<CompletableFuture<String>> others = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                others.add(pool.submit("pid"));
            }
            WorkerDiedException death = failure(WorkerDiedException.class, deadly);
            assertEquals(4, death.earlier().size());
            for (WorkerDiedException earlier : death.earlier()) {
                assertEquals(7, earlier.exitCode());
                assertTrue(
                        death.getMessage().contains("worker " + earlier.pid() + " ended with exit code 7"),
                        death.getMessage());
            }
            assertEquals(
                    5,
                    death.earlier().stream()
                                    .map(WorkerDiedException::pid)
                                    .distinct()
                                    .count()
                            + 1);
            assertTrue(death.getMessage().contains("attempt 5"), death.getMessage());
            for (CompletableFuture<String> other : others) {
                get(other);
            }
            assertEquals(5, pool.statistics().workersDied());
        }
    }

    @Test
    void taskThatEndedItsWorkerHasTheNextOneToItself() throws Exception {
        var config = ProcessPoolConfig.ofWorkers(1).withSlots(4).withRetries(1);
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Obey.class))) {
            CompletableFuture<String> neighbour = pool.submit("sleep 400");
            CompletableFuture<String> deadly = pool.submit("halt 1");
            List<CompletableFuture<String>> behind = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                behind.add(pool.submit("sleep 20"));
            }
            failure(WorkerDiedException.class, deadly);
            assertEquals("done", get(neighbour), "its second worker is not shared with the deadly task");
            for (CompletableFuture<String> future : behind) {
                assertEquals("done", get(future));
            }
            assertEquals(2, pool.statistics().workersDied());
        }
    }

    @Test
    void suspectThatWaitsForAWorkerOfItsOwnCanBeCancelled() throws Exception {
        Path go = directory.resolve("go");
        var config = ProcessPoolConfig.ofWorkers(1).withSlots(2).withRetries(5);
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Obey.class))) {
            // Both become suspects; the first one has the worker for itself, and the second one waits.
            CompletableFuture<String> first = pool.submit("halt-once-and-wait-for " + go);
            CompletableFuture<String> second = pool.submit("touch-and-hang " + directory.resolve("second"));
            Processes.await(
                    Duration.ofSeconds(60),
                    "replacement",
                    () -> pool.statistics().workersStarted() == 2 && Files.exists(directory.resolve("go-2")));
            CompletableFuture<String> third = pool.submit("pid");
            assertTrue(second.cancel(false));
            Files.createFile(go);
            assertEquals("done", get(first));
            get(third);
            Processes.await(
                    Duration.ofSeconds(60),
                    "all counted out",
                    () -> pool.statistics().unfinished() == 0);
        }
    }

    @Test
    void idleWorkersThatAreKilledAtOnceAreReplaced() throws Exception {
        Path go = directory.resolve("go");
        Path running = directory.resolve("running");
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(4), FunctionSpec.of(Functions.Obey.class))) {
            CompletableFuture<String> healthy = pool.submit("say-pid-and-wait-for " + running + " " + go);
            Processes.await(Duration.ofSeconds(60), "start", () -> Files.exists(running));
            long busy = Long.parseLong(Files.readString(running));
            List<ProcessHandle> idle = ProcessHandle.current()
                    .children()
                    .filter(child -> child.pid() != busy && Processes.runs(child.pid()))
                    .toList();
            assertEquals(3, idle.size());
            idle.forEach(ProcessHandle::destroyForcibly);
            Processes.await(
                    Duration.ofSeconds(60),
                    "replacements",
                    () -> pool.statistics().workersStarted() == 7);
            Files.createFile(go);
            assertEquals("done", get(healthy));
            get(pool.submit("pid"));
        }
    }

    @Test
    void busyWorkersThatAreKilledAtOnceAreReplaced() throws Exception {
        Path go = directory.resolve("go");
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(4), FunctionSpec.of(Functions.Obey.class))) {
            List<CompletableFuture<String>> healthy = new ArrayList<>();
            List<Path> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Path own = Files.createDirectory(directory.resolve("task-" + i)).resolve("running");
                healthy.add(pool.submit("say-pid-and-wait-for " + own + " " + go));
                running.add(own);
            }
            Processes.await(
                    Duration.ofSeconds(60), "start", () -> running.stream().allMatch(Files::exists));
            for (Path one : running.subList(0, 3)) {
                assertTrue(ProcessHandle.of(Long.parseLong(Files.readString(one)))
                        .orElseThrow()
                        .destroyForcibly());
            }
            for (CompletableFuture<String> one : healthy.subList(0, 3)) {
                failure(WorkerDiedException.class, one);
            }
            Processes.await(
                    Duration.ofSeconds(60),
                    "replacements",
                    () -> pool.statistics().workersStarted() == 7);
            Files.createFile(go);
            assertEquals("done", get(healthy.getLast()), "its worker was not killed");
            get(pool.submit("pid"));
        }
    }

    private static void stop(long pid) {
        try {
            Processes.stop(pid);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void workersThatEndBeforeTheyBeginAnythingBreakThePool() throws Exception {
        BlockingQueue<Long> stopped = new LinkedBlockingQueue<>();
        var config = ProcessPoolConfig.ofWorkers(1).withMaxDeaths(2).withListener(event -> {
            if (event instanceof PoolEvent.WorkerReady worker) {
                stop(worker.pid()); // what it is given now, it does not begin
                stopped.add(worker.pid());
            }
        });
        int size = 50_000;
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Obey.class))) {
            try {
                CompletableFuture<String> task = pool.submit("pid " + "x".repeat(size));
                for (int death = 1; death <= 2; death++) {
                    long pid = Objects.requireNonNull(stopped.poll(60, TimeUnit.SECONDS), "no worker " + death);
                    long sent = (long) death * size;
                    Processes.await(
                            Duration.ofSeconds(60),
                            "task given to worker " + death,
                            () -> pool.statistics().bytesSent() >= sent);
                    assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
                }
                Processes.await(Duration.ofSeconds(60), "the end of it", () -> task.isDone() || !stopped.isEmpty());
                assertTrue(stopped.isEmpty(), "a third worker was started");
                failure(PoolBrokenException.class, task);
            } finally {
                pool.shutdownNow(); // else it would wait for a worker that is stopped
            }
        }
    }

    /** A function whose worker that is the first one opens; later ones die while they open. */
    private FunctionSpec<Long, Long> opensOnce() {
        return FunctionSpec.of(
                Functions.OpensOnce.class,
                java.util.Map.of("file", directory.resolve("opened").toString()));
    }

    @Test
    void failuresInARowBreakThePoolWithTheirCause() throws Exception {
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1).withMaxDeaths(2), opensOnce())) {
            assertTrue(ProcessHandle.of(get(pool.submit(1L))).orElseThrow().destroyForcibly());
            Processes.await(
                    Duration.ofSeconds(60),
                    "the end of it",
                    () -> pool.statistics().workersDied() == 1);
            PoolBrokenException broken = failure(PoolBrokenException.class, pool.submit(1L));
            assertInstanceOf(WorkerStartException.class, broken.getCause());
            assertTrue(broken.getMessage().contains("exit code 17"), broken.getMessage());
        }
    }

    @Test
    void poolGoesOnWithTheWorkersThatItHas() throws Exception {
        List<PoolEvent> events = new java.util.concurrent.CopyOnWriteArrayList<>();
        var config = ProcessPoolConfig.ofWorkers(2).withMaxDeaths(2).withListener(events::add);
        var function = FunctionSpec.of(
                Functions.OpensSoOften.class, java.util.Map.of("folder", directory.toString(), "times", "2"));
        try (var pool = ProcessPool.start(config, function)) {
            ProcessHandle.current()
                    .children()
                    .filter(child -> Processes.runs(child.pid()))
                    .findFirst()
                    .orElseThrow()
                    .destroyForcibly();
            Processes.await(
                    Duration.ofSeconds(60),
                    "failures",
                    () -> events.stream()
                                    .filter(PoolEvent.WorkerNotStarted.class::isInstance)
                                    .count()
                            > 3);
            for (int i = 0; i < 100; i++) {
                get(pool.submit(1L));
            }
            assertEquals(0, pool.statistics().failed());
        }
    }

    @Test
    void failureToOpenEndsTheStartWithItsCause() {
        var function = FunctionSpec.of(Functions.CannotOpen.class, java.util.Map.of("address", "nowhere:5432"));
        WorkerStartException failure = assertThrows(
                WorkerStartException.class, () -> ProcessPool.start(ProcessPoolConfig.ofWorkers(2), function));
        assertTrue(failure.getMessage().contains("no database at nowhere:5432"), failure.getMessage());
        assertTrue(failure.getCause().toString().startsWith("java.lang.IllegalStateException"));
    }

    @Test
    void workerThatDiesWhileItOpensEndsTheStart() {
        WorkerStartException failure = assertThrows(
                WorkerStartException.class,
                () -> ProcessPool.start(
                        ProcessPoolConfig.ofWorkers(1).withMaxDeaths(2), FunctionSpec.of(Functions.DiesInOpen.class)));
        assertTrue(failure.getMessage().contains("exit code 17"), failure.getMessage());
        assertTrue(failure.getMessage().contains("out of cheese"), failure.getMessage());
    }

    @Test
    void javaThatCannotStartEndsTheStart() {
        var function = FunctionSpec.of(Functions.Twice.class);
        WorkerStartException noJava = assertThrows(
                WorkerStartException.class,
                () -> ProcessPool.start(ProcessPoolConfig.ofWorkers(1).withJava(Path.of("/no/such/java")), function));
        assertTrue(noJava.getMessage().contains("/no/such/java"), noJava.getMessage());
        WorkerStartException noClass = assertThrows(
                WorkerStartException.class,
                () -> ProcessPool.start(ProcessPoolConfig.ofWorkers(1).withClassPath("/no/such.jar"), function));
        assertTrue(noClass.getMessage().contains("WorkerMain"), noClass.getMessage());
        WorkerStartException silent = assertThrows(
                WorkerStartException.class,
                () -> ProcessPool.start(
                        ProcessPoolConfig.ofWorkers(1)
                                .withJava(script("exec sleep 1000"))
                                .withMaxDeaths(1)
                                .withStartTimeout(Duration.ofMillis(300)),
                        function));
        assertTrue(silent.getMessage().contains("did not connect within 300 ms"), silent.getMessage());
    }

    private Path script(String body) throws Exception {
        Path script = directory.resolve("java");
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        assertTrue(script.toFile().setExecutable(true));
        return script;
    }

    /** Each task is completed exactly once, whatever happens to the worker that has it. */
    private void survivesKills(int tasks, int workers, int slots) throws Exception {
        Random random = new Random(tasks);
        AtomicIntegerArray completions = new AtomicIntegerArray(tasks);
        CountDownLatch all = new CountDownLatch(tasks);
        CountDownLatch done = new CountDownLatch(1);
        int deaths;
        try (var pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(workers).withSlots(slots).withMaxDeaths(1000),
                FunctionSpec.of(Functions.Twice.class))) {
            Thread killer = Thread.ofPlatform().start(() -> {
                while (done.getCount() > 0) {
                    List<ProcessHandle> children =
                            ProcessHandle.current().children().toList();
                    if (!children.isEmpty()) {
                        children.get(random.nextInt(children.size())).destroyForcibly();
                    }
                    try {
                        boolean ended = done.await(100 + random.nextInt(400), TimeUnit.MILLISECONDS);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            boolean ended;
            try {
                for (int i = 0; i < tasks; i++) {
                    int index = i;
                    pool.submit((long) i, new Completion<>() {
                        @Override
                        public void succeeded(Long output, long busyNanos) {
                            completions.addAndGet(index, output == 2L * index ? 1 : 1000);
                            all.countDown();
                        }

                        @Override
                        public void failed(Throwable cause) {
                            completions.addAndGet(index, cause instanceof WorkerDiedException ? 1 : 1000);
                            all.countDown();
                        }
                    });
                    if (i % 5 == 0) {
                        Thread.sleep(1); // spreads the tasks over several deaths; nothing waits for it
                    }
                }
                ended = all.await(300, TimeUnit.SECONDS);
            } finally { // else it would go on with the workers of other tests
                done.countDown();
                killer.join();
            }
            assertTrue(ended, all.getCount() + " tasks were never completed: " + pool.statistics());
            deaths = (int) pool.statistics().workersDied();
        }
        for (int i = 0; i < tasks; i++) {
            assertEquals(1, completions.get(i), "completions of task " + i);
        }
        assertTrue(deaths > 0, "workers were killed");
    }

    @Test
    @Tag("slow")
    void everyTaskIsCompletedOnceWhileWorkersAreKilled() throws Exception {
        survivesKills(10_000, 2, 2);
    }

    @Test
    @Tag("slow")
    void everyTaskIsCompletedOnceInALongSeriesOfKills() throws Exception {
        for (int slots = 1; slots <= 8; slots *= 2) {
            survivesKills(30_000 + slots, 3, slots);
        }
    }

    @Test
    void childrenOfAWorkerEndWithThePool() throws Exception {
        var pool = obeying(1);
        long child = Long.parseLong(get(pool.submit("child")));
        assertTrue(Processes.runs(child));
        pool.shutdownNow();
        Processes.await(Duration.ofSeconds(10), "end of the child", () -> !Processes.runs(child));
        var other = obeying(1);
        long orphan = Long.parseLong(get(other.submit("child")));
        other.close();
        Processes.await(Duration.ofSeconds(10), "end of the child", () -> !Processes.runs(orphan));
        assertFalse(Processes.runs(orphan));
    }
}
