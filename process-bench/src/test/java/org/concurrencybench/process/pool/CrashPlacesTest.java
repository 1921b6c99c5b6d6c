package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.TaskFailedException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.fixtures.OwnHost;
import org.concurrencybench.process.worker.WorkerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can go wrong, wherever it can: each of 37 cases ends its future with the cause, and the pool and this JVM go on.
 * What could harm this JVM happens in one of its own.
 */
@Timeout(300)
@Tag("slow")
class CrashPlacesTest {
    enum Crash {
        EXIT,
        HALT,
        EXCEPTION,
        ERROR,
        STACK_OVERFLOW,
        OUT_OF_MEMORY,
        NATIVE;

        /** Those that leave a JVM running. */
        static final List<Crash> SURVIVED = List.of(EXCEPTION, ERROR, STACK_OVERFLOW, OUT_OF_MEMORY);

        void happen() throws Exception {
            switch (this) {
                case EXIT -> System.exit(41);
                case HALT -> Runtime.getRuntime().halt(42);
                case EXCEPTION -> throw new IllegalStateException("a planted exception");
                case ERROR -> throw new AssertionError("a planted error");
                case STACK_OVERFLOW -> throw new IllegalStateException("no overflow at " + deeper(0));
                case OUT_OF_MEMORY -> {
                    List<byte[]> all = new ArrayList<>();
                    while (true) {
                        all.add(new byte[1 << 20]);
                    }
                }
                case NATIVE -> {
                    Class<?> unsafe = Class.forName("sun.misc.Unsafe");
                    Field field = unsafe.getDeclaredField("theUnsafe");
                    field.setAccessible(true);
                    unsafe.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 1L);
                }
            }
        }

        private static int deeper(int depth) {
            return deeper(depth + 1) + 1;
        }

        /** What the user reads of it. */
        String sign() {
            return switch (this) {
                case EXIT -> "exit code 41";
                case HALT -> "exit code 42";
                case EXCEPTION -> "a planted exception";
                case ERROR -> "a planted error";
                case STACK_OVERFLOW -> "java.lang.StackOverflowError";
                case OUT_OF_MEMORY -> "java.lang.OutOfMemoryError";
                case NATIVE -> "SIGSEGV";
            };
        }
    }

    enum Place {
        WORKERS_DECODING,
        FUNCTION,
        WORKERS_ENCODING,
        PARENTS_DECODING,
        PARENTS_ENCODING;

        boolean isInWorker() {
            return this == WORKERS_DECODING || this == FUNCTION || this == WORKERS_ENCODING;
        }

        Class<? extends ProcessPoolException> kind(Crash crash) {
            return !Crash.SURVIVED.contains(crash)
                    ? WorkerDiedException.class
                    : this == FUNCTION ? TaskFailedException.class : PayloadException.class;
        }

        void reached(String order) throws Exception {
            String[] words = order.split(" ");
            if (words[0].equals(name())) {
                Crash.valueOf(words[1]).happen();
            }
        }
    }

    /** Text, whose bytes are a trap where it says so. */
    record Trap(Place encoding, Place decoding) implements Codec<String> {
        private static final Codec<String> TEXT = Codecs.of(String.class);

        @Override
        public ByteBuffer encode(String value) throws IOException {
            reach(encoding, value);
            return TEXT.encode(value);
        }

        @Override
        public String decode(ByteBuffer bytes) throws IOException {
            String value = TEXT.decode(bytes);
            reach(decoding, value);
            return value;
        }

        private static void reach(Place place, String value) throws IOException {
            try {
                place.reached(value);
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    static final class Fall implements WorkerFunction<String, String> {
        @Override
        public String run(String order) throws Exception {
            Place.FUNCTION.reached(order);
            return order;
        }

        @Override
        public Codec<String> inputCodec() {
            return new Trap(Place.PARENTS_ENCODING, Place.WORKERS_DECODING);
        }

        @Override
        public Codec<String> outputCodec() {
            return new Trap(Place.WORKERS_ENCODING, Place.PARENTS_DECODING);
        }
    }

    private static final FunctionSpec<String, String> FALL = new FunctionSpec<>(
            Fall.class,
            Map.of(),
            new Trap(Place.PARENTS_ENCODING, Place.WORKERS_DECODING),
            new Trap(Place.WORKERS_ENCODING, Place.PARENTS_DECODING));
    private static final ProcessPoolConfig CONFIG = ProcessPoolConfig.ofWorkers(2)
            .withMaxDeaths(1000)
            .withJvmArguments(List.of("-Xmx48m", "-XX:-CreateCoredumpOnCrash"));

    private static ProcessPool<String, String> pool;

    @BeforeAll
    static void start() throws Exception {
        pool = ProcessPool.start(CONFIG, FALL);
    }

    @AfterAll
    static void close() throws Exception {
        pool.close();
    }

    record Case(Place place, Crash crash, boolean ofAPool) {
        /** Whether it could harm the JVM that it happens in, which is not a worker. */
        boolean needsOwnHost() {
            return !place.isInWorker() && (crash == Crash.STACK_OVERFLOW || crash == Crash.OUT_OF_MEMORY);
        }

        String order() {
            return place + " " + crash;
        }

        /** What becomes of it. */
        CompletableFuture<String> happen(ProcessPool<String, String> pool) throws Exception {
            if (ofAPool) {
                return pool.submit(order());
            }
            try (var worker = new WorkerProcess<>("falls", CONFIG.workerOptions(), FALL, order())) {
                worker.start();
                worker.join();
                return worker.result();
            } catch (PayloadException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    static List<Case> cases() {
        return Stream.of(Place.values())
                .flatMap(place -> (place.isInWorker() ? List.of(Crash.values()) : Crash.SURVIVED)
                        .stream()
                                .flatMap(crash -> (place.isInWorker() ? Stream.of(true) : Stream.of(true, false))
                                        .map(ofAPool -> new Case(place, crash, ofAPool))))
                .toList();
    }

    @Test
    void thereAre37() {
        assertEquals(37, cases().size());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsItsFutureWithTheCauseAndAllGoesOn(Case one) throws Exception {
        Class<? extends ProcessPoolException> kind = one.place().kind(one.crash());
        String message;
        if (one.needsOwnHost()) {
            String said = host(one.place().name(), one.crash().name(), Boolean.toString(one.ofAPool()));
            assertTrue(said.contains(kind.getName()), said);
            assertTrue(said.contains("all goes on"), said);
            message = said;
        } else {
            message = failure(kind, one.happen(pool)).getMessage();
            assertEquals("fine", get(pool.submit("fine")));
        }
        assertTrue(message.contains(one.crash().sign()), message);
        assertTrue(!message.contains(": null"), message);
    }

    private static String host(String... arguments) throws Exception {
        return OwnHost.run(Host.class, arguments);
    }

    /** A JVM of its own for one case. */
    static final class Host {
        public static void main(String[] args) throws Exception {
            try (var pool = ProcessPool.start(CONFIG, FALL)) {
                var one = new Case(Place.valueOf(args[0]), Crash.valueOf(args[1]), Boolean.parseBoolean(args[2]));
                try {
                    System.out.println("no failure, but " + one.happen(pool).get(60, TimeUnit.SECONDS));
                } catch (ExecutionException e) {
                    System.out.println(e.getCause());
                }
                StringBuffer notBroken = new StringBuffer("all ");
                get(pool.submit("fine"));
                System.out.println(notBroken.append("goes on"));
            }
        }
    }
}
