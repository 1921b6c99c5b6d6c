package org.concurrencybench.process.pool;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What the workers of the tests run. */
final class Functions {
    private Functions() {}

    static final class Twice implements WorkerFunction<Long, Long> {
        @Override
        public Long run(Long input) {
            return 2 * input;
        }
    }

    static final class Echo implements WorkerFunction<byte[], byte[]> {
        @Override
        public byte[] run(byte[] input) {
            return input;
        }
    }

    /** Runs for ever, in pure computation. */
    static final class Spin implements WorkerFunction<Long, Long> {
        @Override
        public Long run(Long input) {
            if (input == 0) {
                return ProcessHandle.current().pid();
            }
            long x = input;
            while (x != 0) {
                x = x * 31 + 1 | 1;
            }
            return x;
        }
    }

    /** Tells how often it has run in this worker. */
    static final class Count implements WorkerFunction<Void, Long> {
        private long runs;

        @Override
        public Long run(Void nothing) {
            return ++runs;
        }
    }

    /** Waits for so many microseconds. */
    static final class Park implements WorkerFunction<Long, Long> {
        @Override
        public Long run(Long micros) {
            LockSupport.parkNanos(micros * 1000);
            return micros;
        }
    }

    /** Waits until as many tasks as the number of its slots run at once. */
    static final class Meet implements WorkerFunction<Long, String> {
        private @Nullable CyclicBarrier barrier;

        @Override
        public void open(WorkerContext context) {
            barrier = new CyclicBarrier(context.slots());
        }

        @Override
        public String run(Long input) throws Exception {
            barrier.await(30, TimeUnit.SECONDS);
            return ProcessHandle.current().pid() + " " + Thread.currentThread().getName();
        }
    }

    /** Does as it is told. */
    static final class Obey implements WorkerFunction<String, String> {
        static volatile long computed;

        @Override
        public String run(String order) throws Exception {
            String[] words = order.split(" ", 2);
            String rest = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "pid" -> {
                    return Long.toString(ProcessHandle.current().pid());
                }
                case "arguments" -> {
                    return String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments());
                }
                case "exit" -> System.exit(Integer.parseInt(rest));
                case "halt" -> Runtime.getRuntime().halt(Integer.parseInt(rest));
                case "complain-and-halt" -> {
                    System.err.println(rest);
                    Runtime.getRuntime().halt(7);
                }
                case "throw" -> throw new IllegalStateException(rest, new IOException("the cause"));
                case "throw-unprintable" -> throw new Unprintable();
                case "overflow" -> {
                    return overflow(1);
                }
                case "exhaust" -> {
                    return exhaust();
                }
                case "print" -> {
                    byte[] line = "0123456789abcdefghijklmnopqrstuvwxyz\n"
                            .repeat(1000)
                            .getBytes(StandardCharsets.US_ASCII);
                    for (int written = 0; written < Integer.parseInt(rest); written += line.length) {
                        System.out.write(line);
                        System.err.write(line);
                    }
                    System.out.flush();
                }
                case "close-streams" -> {
                    System.out.close();
                    System.err.close();
                    System.in.close();
                }
                case "read-stdin" -> {
                    return Integer.toString(System.in.read());
                }
                case "interrupt-self" -> Thread.currentThread().interrupt();
                case "interrupt-later" -> {
                    Thread slot = Thread.currentThread();
                    Thread.ofVirtual().start(() -> {
                        LockSupport.parkNanos(1_000_000);
                        slot.interrupt();
                        new File(rest).mkdir();
                    });
                }
                case "null" -> {
                    return null;
                }
                case "half-pair" -> {
                    return "\uD800";
                }
                case "grow" -> {
                    return "x".repeat(Integer.parseInt(rest));
                }
                case "child" -> {
                    return Long.toString(
                            new ProcessBuilder("sleep", "1000").start().pid());
                }
                case "orphan" -> { // a child of a child that has ended
                    Process child = new ProcessBuilder("sh", "-c", "sleep " + rest + " >&- 2>&- & echo $!").start();
                    String pid = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                    child.waitFor();
                    return pid.strip();
                }
                case "start-children" -> {
                    while (true) {
                        new ProcessBuilder("sleep", rest).start();
                    }
                }
                case "child-and-compute" -> {
                    new ProcessBuilder("sleep", "1000").start();
                    for (long i = 0; ; i++) {
                        computed = i;
                    }
                }
                case "environment" -> {
                    return String.valueOf(System.getenv(rest));
                }
                case "property" -> {
                    return String.valueOf(System.getProperty(rest));
                }
                case "sleep" -> Thread.sleep(Long.parseLong(rest));
                case "wait-for" -> {
                    while (!Files.exists(Path.of(rest))) {
                        Thread.sleep(1);
                    }
                }
                case "touch" -> Files.createFile(Path.of(rest));
                case "halt-once" -> {
                    if (Files.notExists(Path.of(rest))) {
                        Files.createFile(Path.of(rest));
                        Runtime.getRuntime().halt(9);
                    }
                }
                case "halt-once-and-wait-for" -> {
                    if (new File(rest + "-1").createNewFile()) {
                        while (!Files.exists(Path.of(rest).resolveSibling("second"))) {
                            Thread.sleep(1);
                        }
                        Runtime.getRuntime().halt(9);
                    }
                    Files.createFile(Path.of(rest + "-2"));
                    while (!Files.exists(Path.of(rest))) {
                        Thread.sleep(1);
                    }
                }
                case "say-pid-and-wait-for" -> {
                    Path running = Path.of(rest.split(" ")[0]);
                    Path part = running.resolveSibling("part");
                    Files.writeString(
                            part, Long.toString(ProcessHandle.current().pid()));
                    Files.move(part, running);
                    while (!Files.exists(Path.of(rest.split(" ")[1]))) {
                        Thread.sleep(1);
                    }
                }
                case "interrupted" -> {
                    return Boolean.toString(Thread.currentThread().isInterrupted());
                }
                case "touch-and-hang" -> {
                    Files.createFile(Path.of(rest));
                    Thread.sleep(1_000_000);
                }
                case "child-and-ignore" -> {
                    Process child = new ProcessBuilder("env", "-i", "sleep", "1000").start();
                    Files.writeString(Path.of(rest + ".part"), Long.toString(child.pid()));
                    Files.move(Path.of(rest + ".part"), Path.of(rest));
                    while (child.isAlive() || Thread.currentThread().isAlive()) {
                        Thread.onSpinWait();
                    }
                }
                case "hang" -> {
                    while (true) {
                        Thread.sleep(1_000_000);
                    }
                }
                default -> throw new IllegalArgumentException(order);
            }
            return "done";
        }

        private static String overflow(int depth) {
            return overflow(depth + 1) + depth;
        }

        private static String exhaust() {
            List<byte[]> all = new ArrayList<>();
            while (true) {
                all.add(new byte[1 << 20]);
            }
        }
    }

    record Sum(long left, long right) {}

    static final class Add implements WorkerFunction<Sum, Long> {
        @Override
        public Long run(Sum sum) {
            return sum.left() + sum.right();
        }
    }

    static final class Pid implements WorkerFunction<Void, Long> {
        @Override
        public Long run(Void nothing) {
            return ProcessHandle.current().pid();
        }
    }

    static final class Unprintable extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no trace");
        }
    }

    static final class CannotOpen implements WorkerFunction<Long, Long> {
        @Override
        public void open(WorkerContext context) {
            throw new IllegalStateException("no database at " + context.setup().get("address"));
        }

        @Override
        public Long run(Long input) {
            return input;
        }
    }

    static final class DiesInOpen implements WorkerFunction<Long, Long> {
        @Override
        public void open(WorkerContext context) {
            System.err.println("out of cheese");
            Runtime.getRuntime().halt(17);
        }

        @Override
        public Long run(Long input) {
            return input;
        }
    }

    /** Opens in the first worker only; the others die. Tells its pid. */
    static final class OpensOnce implements WorkerFunction<Long, Long> {
        @Override
        public void open(WorkerContext context) throws IOException {
            Path file = Path.of(context.setup().get("file"));
            if (Files.exists(file)) {
                Runtime.getRuntime().halt(17);
            }
            Files.createFile(file);
        }

        @Override
        public Long run(Long input) {
            return ProcessHandle.current().pid();
        }
    }

    /** Opens in so many workers; the others die. Tells its pid. */
    static final class OpensSoOften implements WorkerFunction<Long, Long> {
        @Override
        public void open(WorkerContext context) throws IOException {
            int times = Integer.parseInt(context.setup().get("times"));
            for (int i = 0; i < times; i++) {
                if (new File(context.setup().get("folder"), "opened-" + i).createNewFile()) {
                    return;
                }
            }
            Runtime.getRuntime().halt(17);
        }

        @Override
        public Long run(Long input) {
            return ProcessHandle.current().pid();
        }
    }

    /** Writes a line to a file when it is closed, and throws if told so. */
    static final class Closing implements WorkerFunction<Long, Long> {
        private WorkerContext context;

        @Override
        public void open(WorkerContext given) {
            context = given;
        }

        @Override
        public Long run(Long input) {
            return input;
        }

        @Override
        public void close() throws Exception {
            Files.writeString(
                    Path.of(context.setup().get("file")),
                    "closed " + context.worker() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            switch (context.setup().get("then")) {
                case "throw" -> throw new IllegalStateException("cannot let go");
                case "hang" -> Thread.sleep(1_000_000);
                case "halt" -> Runtime.getRuntime().halt(5);
                default -> {}
            }
        }
    }
}
