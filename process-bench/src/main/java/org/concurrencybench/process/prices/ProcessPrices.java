package org.concurrencybench.process.prices;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.concurrencybench.core.prices.Price;
import org.concurrencybench.core.prices.Price.Opening;
import org.concurrencybench.core.prices.PriceSource;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.ResidentMemory;
import org.concurrencybench.core.prices.Where;

/** The prices of the library's processes, pool, shared objects and connections, and of the raw floor. */
public final class ProcessPrices implements PriceSource {
    /** Asked for, since a JVM may be given native access by its environment. */
    private static final String THROUGH_SOCKETS = "-Dconcurrencybench.process.futex=false";

    private static final int LEAST_FOR_NATIVE_ACCESS = 22;

    private final List<Price> prices = new ArrayList<>();

    @Override
    public List<Price> prices() {
        if (prices.isEmpty()) {
            addLibrary();
            addFloor();
        }
        return List.copyOf(prices);
    }

    private void addLibrary() {
        library(Primitive.UNIT, "worker-process", "WorkerProcess", () -> WorkerLives.open());
        library(Primitive.TASK, "process-pool", "ProcessPool", () -> PoolTasks.open());
        messages(Primitive.SWITCH, "semaphore", "two ProcessSemaphores", () -> Exchanges.semaphores());
        library(Primitive.LOCK_ALONE, "lock", "ProcessLock", () -> Contentions.lock(false));
        library(Primitive.LOCK_CONTENDED, "lock", "ProcessLock", () -> Contentions.lock(true));
        messages(Primitive.NOTIFY, "condition", "ProcessCondition", () -> Exchanges.condition());
        messages(Primitive.NOTIFY, "event", "two ProcessEvents", () -> Exchanges.events());
        messages(Primitive.QUEUE, "queue", "ProcessQueue", () -> Exchanges.queue());
        messages(Primitive.BARRIER, "barrier", "ProcessBarrier", () -> Exchanges.barrier());
        library(Primitive.COUNTER_ALONE, "long", "SharedLong", () -> Contentions.number(false));
        library(Primitive.COUNTER_CONTENDED, "long", "SharedLong", () -> Contentions.number(true));
        messages(Primitive.COUNTER_ALONE, "map", "SharedMap.merge", () -> Contentions.map());
        Primitive.messages()
                .forEach(message ->
                        library(message, "connection", "PeerConnection", () -> Messages.open(message.messageBytes())));
        prices.add(Price.of(
                        Primitive.MEMORY,
                        Where.BETWEEN_PROCESSES,
                        "worker-process",
                        "WorkerProcess, idle",
                        () -> WaitingWorkers.open())
                .onlyWhere(feature -> ResidentMemory.refusal()));
    }

    private void addFloor() {
        floor(Primitive.UNIT, "jvm", "JVM with an empty main()", () -> RawLives.ofJvm());
        prices.add(Price.of(
                        Primitive.UNIT,
                        Where.RAW_FLOOR,
                        "program",
                        "program that does nothing",
                        () -> RawLives.ofProgram())
                .onlyWhere(feature -> RawLives.refusalOfProgram()));
        floor(Primitive.TASK, "pipe", "8 B to a child's stdin, 8 B from its stdout", () -> RawPipe.echo(Long.BYTES));
        floor(Primitive.SWITCH, "pipe", "1 B through two pipes", () -> RawPipe.echo(1));
        floor(Primitive.SWITCH, "mapped", "mapped memory, spinning", () -> RawMapped.open(MappedWork.SWITCH, true));
        floor(Primitive.LOCK_ALONE, "mapped", "word in mapped memory", () -> RawMapped.open(MappedWork.LOCK, false));
        floor(Primitive.LOCK_ALONE, "file", "FileChannel.lock", () -> RawFileLock.open(false));
        floor(
                Primitive.LOCK_CONTENDED,
                "mapped",
                "word in mapped memory, spinning",
                () -> RawMapped.open(MappedWork.LOCK, true));
        floor(Primitive.LOCK_CONTENDED, "file", "FileChannel.lock", () -> RawFileLock.open(true));
        floor(Primitive.NOTIFY, "socket", "1 B through a Unix socket", () -> RawSocket.echo(1));
        floor(Primitive.QUEUE, "pipe", "8 B each through a pipe", () -> RawPipe.items());
        floor(Primitive.BARRIER, "mapped", "mapped memory, spinning", () -> RawMapped.open(MappedWork.BARRIER, true));
        floor(
                Primitive.COUNTER_ALONE,
                "mapped",
                "word in mapped memory",
                () -> RawMapped.open(MappedWork.COUNTER, false));
        floor(
                Primitive.COUNTER_CONTENDED,
                "mapped",
                "word in mapped memory",
                () -> RawMapped.open(MappedWork.COUNTER, true));
        Primitive.messages().forEach(message -> {
            floor(message, "pipe", "two pipes", () -> RawPipe.echo(message.messageBytes()));
            floor(message, "socket", "Unix socket", () -> RawSocket.echo(message.messageBytes()));
        });
        prices.add(
                Price.of(Primitive.MEMORY, Where.RAW_FLOOR, "jvm", "JVM that reads its stdin", () -> RawLives.waiting())
                        .onlyWhere(feature -> ResidentMemory.refusal()));
    }

    /** What asks the owner: through sockets, and through memory where the JVMs have native access. */
    private void messages(Primitive primitive, String key, String label, Opening opening) {
        prices.add(Price.of(primitive, Where.BETWEEN_PROCESSES, key, label, opening)
                .withJvmArguments(List.of(THROUGH_SOCKETS)));
        prices.add(Price.of(primitive, Where.BETWEEN_PROCESSES, key + "-native", label + ", native access", opening)
                .withJvmArguments(List.of("--enable-native-access=ALL-UNNAMED"))
                .onlyWhere(ProcessPrices::refusalOfNativeAccess));
    }

    private static Optional<String> refusalOfNativeAccess(int feature) {
        return feature >= LEAST_FOR_NATIVE_ACCESS
                        && System.getProperty("os.name", "").equals("Linux")
                ? Optional.empty()
                : Optional.of("processes wake each other through memory on Linux with JDK " + LEAST_FOR_NATIVE_ACCESS
                        + " or newer");
    }

    private void library(Primitive primitive, String key, String label, Opening opening) {
        prices.add(Price.of(primitive, Where.BETWEEN_PROCESSES, key, label, opening));
    }

    private void floor(Primitive primitive, String key, String label, Opening opening) {
        prices.add(Price.of(primitive, Where.RAW_FLOOR, key, label, opening));
    }
}
