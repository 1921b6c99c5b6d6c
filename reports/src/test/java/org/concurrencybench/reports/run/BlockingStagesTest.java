package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.RunContext;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.fixture.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No asynchronous form of the suite's own workloads blocks, and if one did, it would be seen. */
class BlockingStagesTest {
    private static final Catalog CATALOG = Catalog.load(BlockingStagesTest.class.getClassLoader());
    private static final String MODEL = "completable-future";
    private static final int TASKS = 16;
    /** Most looks at a session fall into this time. */
    private static final Duration WATCHED = Duration.ofMillis(800);

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    static List<String> withAsynchronousForm() {
        return CATALOG.workloads().stream()
                .filter(workload -> workload.getClass().getPackageName().equals("org.concurrencybench.core.workloads"))
                .filter(Workload::hasAsync)
                .map(Workload::id)
                .toList();
    }

    @Test
    void theWorkloadsThatAreCheckedAreThoseWithAnAsynchronousForm() {
        assertTrue(withAsynchronousForm().containsAll(List.of("fetch-and-score", "http-fetch", "nothing", "sleep")));
        assertFalse(withAsynchronousForm().contains("jdbc-query"));
    }

    @ParameterizedTest
    @MethodSource("withAsynchronousForm")
    void noStageOfABuiltInWorkloadBlocks(String id) throws Exception {
        assertEquals(Optional.empty(), seenIn(CATALOG.workload(id), false));
    }

    @ParameterizedTest
    @MethodSource("withAsynchronousForm")
    void aBlockingCallInItWouldBeSeen(String id) throws Exception {
        String seen = seenIn(new Hasty<>(CATALOG.workload(id)), true).orElse("nothing");
        assertTrue(seen.contains(Hasty.class.getName() + ".pause"), seen);
    }

    /** What the session saw until it saw something, or until it has watched for a while. */
    private <I, O> Optional<String> seenIn(Workload<I, O> workload, boolean expected) throws Exception {
        Values values = Values.of(workload.id(), workload.parameters(), Map.of());
        try (Fixtures fixtures = new Fixtures(values, directory, List.of("-Xmx128m"))) {
            workload.prepare(fixtures);
            ConfiguredWorkload<I, O> configured = new ConfiguredWorkload<>(workload, values, fixtures.addresses());
            workload.open(configured.jvmContext(1));
            Settings settings =
                    new Settings(2, 16, Values.of(MODEL, CATALOG.model(MODEL).settings(), Map.of()));
            try (Session<I, O> session = CATALOG.model(MODEL).open(configured, settings)) {
                long end = System.nanoTime() + (expected ? LONGEST : WATCHED).toNanos();
                while (session.blockedAt().isEmpty() && System.nanoTime() < end) {
                    runBatch(session, workload);
                }
                return session.blockedAt();
            } finally {
                workload.close();
            }
        }
    }

    private static <I, O> void runBatch(Session<I, O> session, Workload<I, O> workload) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(TASKS);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (I input : Stream.iterate(0, index -> index + 1)
                .limit(TASKS)
                .map(workload::input)
                .toList()) {
            session.submit(new Counting<>(input, open, failure));
        }
        session.flush();
        assertTrue(open.await(LONGEST.toSeconds(), TimeUnit.SECONDS), () -> open.getCount() + " tasks have not ended");
        if (failure.get() != null) {
            throw new AssertionError("a task failed", failure.get());
        }
    }

    private record Counting<I, O>(I input, CountDownLatch open, AtomicReference<Throwable> failure)
            implements Task<I, O> {
        @Override
        public void succeeded(O output, long busyNanos) {
            open.countDown();
        }

        @Override
        public void failed(Throwable cause) {
            failure.set(cause);
            open.countDown();
        }
    }

    /** A workload whose last stage sleeps, as its author forgot that nothing may. */
    private record Hasty<I, O>(Workload<I, O> whole) implements Workload<I, O> {
        @Override
        public String id() {
            return whole.id();
        }

        @Override
        public List<Parameter<?>> parameters() {
            return whole.parameters();
        }

        @Override
        public void prepare(RunContext run) throws Exception {
            whole.prepare(run);
        }

        @Override
        public void open(JvmContext jvm) throws Exception {
            whole.open(jvm);
        }

        @Override
        public I input(int index) {
            return whole.input(index);
        }

        @Override
        public O run(I input, TaskContext task) throws Exception {
            return whole.run(input, task);
        }

        @Override
        public boolean hasAsync() {
            return true;
        }

        @Override
        public CompletionStage<O> runAsync(I input, AsyncContext async) {
            return whole.runAsync(input, async).thenApply(Hasty::pause);
        }

        private static <O> O pause(O output) {
            try {
                Thread.sleep(100); // far longer than anything else here takes, however slow the machine is
                return output;
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        }

        @Override
        public long digest(O output) {
            return whole.digest(output);
        }
    }
}
