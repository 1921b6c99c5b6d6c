package org.concurrencybench.process.coordination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.Sweep;
import org.concurrencybench.process.worker.WorkerProcess;

/**
 * Shared objects, one of each kind, and real processes that play parts with them until they are killed, stopped or
 * done. When it is closed all have ended, and nothing of anybody may be left.
 */
final class Stage implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);
    /** For what is to stay as it is; a wrong change would be seen within this on a machine that is not overloaded. */
    static final Duration MOMENT = Duration.ofMillis(200);

    private final Coordinator coordinator;
    private final Shared shared;
    private final List<WorkerProcess<?, ?>> processes = new ArrayList<>();
    private final List<Path> directories = new ArrayList<>();
    private final WorkerProcess<?, ?> owner;

    private Stage(boolean ownedByAnother) throws Exception {
        coordinator = Coordinator.start();
        directories.add(directoryOf(coordinator.newLock().handle()));
        if (ownedByAnother) {
            ProcessQueue<Shared> made = coordinator.newQueue(Shared.class, 1);
            owner = start(new WorkerProcess<>("owner", options(), FunctionSpec.of(Part.Owner.class), made));
            shared = made.poll(LONG).orElseThrow();
            directories.add(directoryOf(shared.lock().handle()));
        } else {
            owner = null;
            shared = Shared.of(coordinator);
        }
    }

    /** This process owns the objects. */
    static Stage open() throws Exception {
        return new Stage(false);
    }

    /** Another process owns the objects: {@link #killOwner}, {@link #stopOwner}. */
    static Stage ofAnotherOwner() throws Exception {
        return new Stage(true);
    }

    /** Messages go the way that they go here. */
    private static WorkerOptions options() {
        return WorkerOptions.defaults()
                .withJvmArguments(List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1", // they live for moments
                        "-D" + MessageRoute.FUTEX + "=" + System.getProperty(MessageRoute.FUTEX, "")));
    }

    private static Path directoryOf(SharedHandle handle) {
        return Path.of(handle.address()).getParent();
    }

    private <P extends WorkerProcess<?, ?>> P start(P process) throws Exception {
        processes.add(process);
        process.start();
        return process;
    }

    Coordinator coordinator() {
        return coordinator;
    }

    Shared shared() {
        return shared;
    }

    Path ownersDirectory() {
        return directories.getLast();
    }

    /** A process that plays this part. */
    Actor play(Part part) throws Exception {
        return play(part, shared);
    }

    /** A process that plays this part, with other objects than the stage's. */
    Actor play(Part part, Shared with) throws Exception {
        Step step = new Step(coordinator.newLong(0));
        return new Actor(
                start(new WorkerProcess<>(
                        "actor",
                        options(),
                        FunctionSpec.of(Part.Player.class),
                        new Part.Role(part.name(), with, step))),
                step,
                this);
    }

    /** Processes that play this part, all started at once. */
    List<Actor> play(Part part, int count) throws Exception {
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            actors.add(play(part));
        }
        return actors;
    }

    /** A process that plays this part, and has come to its first step. */
    Actor atFirstStep(Part part) throws Exception {
        Actor actor = play(part);
        actor.awaitStep(1);
        return actor;
    }

    void killOwner() throws Exception {
        owner.kill();
        owner.join();
    }

    void stopOwner() throws Exception {
        Processes.stop(owner.pid());
    }

    void continueOwner() throws Exception {
        Processes.resume(owner.pid());
    }

    /** Waits until the lock is free and takes it; whoever has given it back to wait for a signal waits by then. */
    ProcessLock.Hold lock() throws Exception {
        return shared.lock().tryLock(LONG).orElseThrow(() -> new AssertionError("the lock is lost"));
    }

    interface Check {
        boolean holds() throws Exception;
    }

    /** Waits until it holds. */
    static void eventually(String what, Check check) {
        Processes.await(LONG, what, () -> {
            try {
                return check.holds();
            } catch (Exception e) {
                throw new AssertionError(what, e);
            }
        });
    }

    /** It holds all the time for a moment. */
    static void stays(String what, Check check) throws Exception {
        long deadline = System.nanoTime() + MOMENT.toNanos();
        do {
            if (!check.holds()) {
                fail(what + " does not stay so");
            }
            Thread.sleep(5);
        } while (System.nanoTime() < deadline);
    }

    interface Waiting<T> {
        T get() throws Exception;
    }

    /** Waits in a thread of this process; what is thrown becomes the result's exception. */
    static <T> CompletableFuture<T> inThread(Waiting<T> waiting) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(waiting.get());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    static <T> T get(CompletableFuture<T> result) throws Exception {
        return result.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    /** Moments that a seed fixes; it is printed, and can be given again. */
    static Random moments(String test) {
        long seed = Long.getLong("concurrencybench.seed", System.nanoTime());
        System.out.println(test + ": seed " + seed + " (-Dconcurrencybench.seed=" + seed + " for the same moments)");
        return new Random(seed);
    }

    /**
     * Kills each of these at a random moment within a few milliseconds, after it has come to its first step; then the
     * check must hold.
     */
    void killAtRandom(Random moments, List<Actor> actors, Waiting<?> afterEach) throws Exception {
        for (Actor actor : actors) {
            actor.awaitStep(1);
            Thread.sleep(moments.nextInt(15), moments.nextInt(1_000_000));
            actor.kill();
            Object checked = afterEach.get();
            assertFalse(Boolean.FALSE.equals(checked), () -> "after the death of " + actor.pid());
        }
    }

    /** Ends all; then no process, no directory and no file of theirs is left. */
    @Override
    public void close() throws Exception {
        for (WorkerProcess<?, ?> process : processes) {
            if (process.isAlive()) {
                process.kill();
            }
        }
        for (WorkerProcess<?, ?> process : processes) {
            process.close();
            assertFalse(Processes.runs(process.pid()), () -> "process " + process.pid() + " is left");
        }
        coordinator.close();
        Sweep.removes(directories); // of a killed owner
        assertEquals(List.of(), ownFiles(directories.getFirst().getParent()), "files of this JVM are left");
    }

    private static List<Path> ownFiles(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        String jvm = System.getProperty("concurrencybench.process.pool.jvm");
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(jvm))
                    .toList();
        }
    }

    /** A process on the stage. */
    record Actor(WorkerProcess<Part.Role, String> process, Step step, Stage stage) {
        void awaitStep(long number) {
            Processes.await(LONG, "step " + number + " of a process", () -> {
                if (step.get() < number && process.result().isDone()) {
                    fail("it has ended before its step " + number + ": "
                            + process.result()
                                    .handle((said, failure) -> failure == null ? said : failure)
                                    .join());
                }
                return step.get() >= number;
            });
        }

        void go(long number) {
            step.set(number);
        }

        long pid() {
            return process.pid();
        }

        /** By SIGKILL; returns when nothing of it is left. */
        void kill() throws Exception {
            process.kill();
            process.join();
        }

        void stop() throws Exception {
            Processes.stop(pid());
        }

        void resume() throws Exception {
            Processes.resume(pid());
        }

        boolean isWaiting() {
            return process.isAlive() && !process.result().isDone();
        }

        /** What it says in the end. */
        String said() throws Exception {
            return Stage.get(process.result());
        }
    }
}
