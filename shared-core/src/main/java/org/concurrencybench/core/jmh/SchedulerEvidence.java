package org.concurrencybench.core.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.concurrencybench.core.experiment.EvidenceNames;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler of virtual threads did during some batches: how often and how long virtual threads held their
 * carriers while they waited, as the flight recorder saw it, and how many were mounted or waited for a carrier. These
 * batches are not measured, so that neither recorder nor sampling is in any time.
 */
final class SchedulerEvidence {
    private static final String CARRIER = "CarrierThread";
    private static final String PINNED = "jdk.VirtualThreadPinned";
    private static final String BEAN = "jdk.management.VirtualThreadSchedulerMXBean"; // since JDK 24
    private static final long NANOS = 500_000_000;
    private static final int SAMPLE_MILLIS = 1;

    private SchedulerEvidence() {}

    /** Whether any virtual thread has run in this JVM, and a recorder can see it. */
    static boolean applies() {
        return hasRecorder() && hasCarriers();
    }

    private static boolean hasRecorder() {
        try {
            return FlightRecorder.isAvailable();
        } catch (LinkageError e) {
            return false; // a runtime without it
        }
    }

    private static boolean hasCarriers() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getClass().getSimpleName().equals(CARRIER));
    }

    /**
     * Runs batches for half a second, one at least, and returns what was seen by the names of {@link EvidenceNames};
     * what this JVM cannot tell is absent.
     *
     * @param tasks in a batch
     * @param folder for the recording, which is deleted
     */
    static Map<String, Double> collect(WarmUp.Batches batches, int tasks, Path folder) throws Exception {
        Map<String, Double> seen = new LinkedHashMap<>();
        Path file = folder.resolve("pinned.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(PINNED).withoutThreshold().withoutStackTrace();
            recording.start();
            Sampler sampler = new Sampler();
            long done = 0;
            long begin = System.nanoTime();
            try {
                sampler.start();
                do {
                    batches.run();
                    done += tasks;
                } while (System.nanoTime() - begin < NANOS);
            } finally {
                sampler.end();
            }
            recording.stop();
            recording.dump(file);
            pinned(file, done, seen);
            sampler.tell(seen);
        } finally {
            Files.deleteIfExists(file);
        }
        return seen;
    }

    private static void pinned(Path file, long tasks, Map<String, Double> seen) throws Exception {
        long count = 0;
        long nanos = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals(PINNED)) {
                    count++;
                    Duration held = event.getDuration();
                    nanos += held.toNanos();
                }
            }
        }
        seen.put(EvidenceNames.PINNED_PER_TASK, (double) count / tasks);
        seen.put(EvidenceNames.PINNED_NANOS_PER_TASK, (double) nanos / tasks);
    }

    /** Asks the scheduler's bean again and again, where there is one. */
    private static final class Sampler {
        private final @Nullable Class<? extends PlatformManagedObject> bean = bean();
        private volatile boolean over;
        private @Nullable Thread thread;
        private long samples;
        private double mounted;
        private double queued;
        private double mostCarriers;

        private static @Nullable Class<? extends PlatformManagedObject> bean() {
            try {
                return Class.forName(BEAN).asSubclass(PlatformManagedObject.class);
            } catch (ClassNotFoundException e) {
                return null;
            }
        }

        void start() {
            Class<? extends PlatformManagedObject> type = bean;
            if (type != null) {
                thread = Thread.ofPlatform().daemon().name("scheduler-evidence").start(() -> sample(type));
            }
        }

        private void sample(Class<? extends PlatformManagedObject> type) {
            try {
                PlatformManagedObject scheduler = ManagementFactory.getPlatformMXBean(type);
                Method mountedCount = type.getMethod("getMountedVirtualThreadCount");
                Method queuedCount = type.getMethod("getQueuedVirtualThreadCount");
                Method poolSize = type.getMethod("getPoolSize");
                while (!over) {
                    long nowMounted = number(mountedCount, scheduler);
                    long nowQueued = number(queuedCount, scheduler);
                    if (nowMounted >= 0 && nowQueued >= 0) { // else not available
                        samples++;
                        mounted += nowMounted;
                        queued += nowQueued;
                    }
                    mostCarriers = Math.max(mostCarriers, (double) number(poolSize, scheduler));
                    TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
                }
            } catch (ReflectiveOperationException e) {
                samples = 0; // another JDK's bean: not available
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static long number(Method method, Object bean) throws ReflectiveOperationException {
            return ((Number) method.invoke(bean)).longValue();
        }

        void end() throws InterruptedException {
            over = true;
            Thread sampling = thread;
            if (sampling != null) {
                sampling.join();
            }
        }

        void tell(Map<String, Double> seen) {
            if (samples > 0) {
                seen.put(EvidenceNames.MOUNTED, mounted / samples);
                seen.put(EvidenceNames.QUEUED, queued / samples);
                seen.put(EvidenceNames.CARRIERS, mostCarriers);
            }
        }
    }
}
