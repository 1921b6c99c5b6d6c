package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.OwnHost;
import org.concurrencybench.process.worker.WorkerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Inputs and outputs that fail on their way, at each of its four ends. */
@Timeout(120)
class CodecFailureTest {
    /** Text, except for the words that it cannot read or write. */
    record Fragile(String unreadable, String unwritable, String deadly) implements Codec<String> {
        private static final Codec<String> TEXT = Codecs.of(String.class);

        @Override
        public ByteBuffer encode(String value) throws IOException {
            if (value.equals(deadly)) {
                Runtime.getRuntime().halt(23);
            }
            if (value.equals(unwritable)) {
                throw new IOException("no ink for " + value);
            }
            if (value.equals(unwritable + " nor say why")) {
                throw new Functions.Unprintable();
            }
            if (value.equals(unwritable + " at all")) {
                throw new AssertionError("no hands for " + value);
            }
            if (value.equals(unwritable + " a byte")) {
                return null;
            }
            return TEXT.encode(value);
        }

        @Override
        public String decode(ByteBuffer bytes) throws IOException {
            String value = TEXT.decode(bytes);
            if (value.equals(unreadable)) {
                throw new IOException("no glasses for " + value);
            }
            if (value.equals(unreadable + " at all")) {
                throw new AssertionError("no eyes for " + value);
            }
            return value;
        }
    }

    static final class Say implements WorkerFunction<String, String> {
        @Override
        public String run(String input) {
            return input;
        }

        @Override
        public Codec<String> inputCodec() {
            return new Fragile("worker cannot read", "", "");
        }

        @Override
        public Codec<String> outputCodec() {
            return new Fragile("", "worker cannot write", "worker dies writing");
        }
    }

    private ProcessPool<String, String> pool;

    @BeforeEach
    void start() throws Exception {
        pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(1),
                new FunctionSpec<>(
                        Say.class,
                        Map.of(),
                        new Fragile("", "pool cannot write", ""),
                        new Fragile("pool cannot read", "", "")));
    }

    @AfterEach
    void close() throws Exception {
        assertEquals("all is well", get(pool.submit("all is well")));
        pool.close();
    }

    private void assertPayloadFails(String input, String what) throws Exception {
        PayloadException failure = failure(PayloadException.class, pool.submit(input));
        assertTrue(failure.getMessage().contains(what), failure.getMessage());
        var outcomes = pool.map(List.of("before", input, "after"), MapOptions.DEFAULT.withChunk(3));
        assertEquals("before", outcomes.next().value());
        assertTrue(outcomes.next() instanceof Outcome.Failed<String> failed
                && failed.cause().getMessage().contains(what));
        assertEquals("after", outcomes.next().value());
        assertEquals(2, pool.statistics().failed(), "the task, and the item");
        assertEquals(2, pool.statistics().succeeded(), "its neighbours");
        assertEquals(0, pool.statistics().workersDied());
    }

    @Test
    void inputThatThePoolCannotWriteFailsItsTaskOnly() throws Exception {
        assertPayloadFails("pool cannot write", "no ink");
    }

    @Test
    void inputThatTheWorkerCannotReadFailsItsTaskOnly() throws Exception {
        assertPayloadFails("worker cannot read", "no glasses");
    }

    @Test
    void outputThatTheWorkerCannotWriteFailsItsTaskOnly() throws Exception {
        assertPayloadFails("worker cannot write", "no ink");
    }

    @Test
    void outputThatFailsWithoutAMessageFailsItsTaskOnly() throws Exception {
        assertPayloadFails("worker cannot write nor say why", "the output cannot be sent back");
    }

    @Test
    void outputThatThePoolCannotReadFailsItsTaskOnly() throws Exception {
        assertPayloadFails("pool cannot read", "no glasses");
    }

    @Test
    void errorOfAnOutputFailsItsTaskOnly() throws Exception {
        assertPayloadFails("pool cannot read at all", "no eyes");
    }

    @Test
    void errorOfAnInputFailsItsTaskOnly() throws Exception {
        assertPayloadFails("pool cannot write at all", "no hands");
    }

    @Test
    void codecThatGivesNoBytesFailsItsTaskOnly() throws Exception {
        assertPayloadFails("pool cannot write a byte", "gave null instead of bytes");
    }

    @Test
    void codecThatGivesNoBytesInTheWorkerFailsItsTaskOnly() throws Exception {
        assertPayloadFails("worker cannot write a byte", "the output cannot be sent back");
    }

    @Test
    void workerThatDiesWhileItWritesItsOutputFailsItsTask() throws Exception {
        assertEquals(
                23,
                failure(WorkerDiedException.class, pool.submit("worker dies writing"))
                        .exitCode());
    }

    record Chain(int number, Chain next) {}

    /** Gives a chain of so many links. */
    static final class Links implements WorkerFunction<Integer, Chain> {
        @Override
        public Chain run(Integer links) {
            Chain chain = new Chain(0, null);
            for (int i = 1; i < links; i++) {
                chain = new Chain(i, chain);
            }
            return chain;
        }
    }

    /** Gives back what it got. */
    static final class Pass implements WorkerFunction<Chain, Chain> {
        @Override
        public Chain run(Chain chain) {
            return chain;
        }
    }

    @Test
    void chainsOfRecordsCrossOrAreRefusedByNameAtBothEnds() throws Exception {
        var config = ProcessPoolConfig.ofWorkers(1);
        Chain longest = new Links().run(499);
        try (var links = ProcessPool.start(config, FunctionSpec.of(Links.class));
                var pass = ProcessPool.start(config, FunctionSpec.of(Pass.class))) {
            assertEquals(498, get(links.submit(499)).number());
            assertEquals(498, get(pass.submit(longest)).number());
            for (var tooLong : List.of(links.submit(7000), pass.submit(new Links().run(7000)))) {
                PayloadException refusal = failure(PayloadException.class, tooLong);
                assertTrue(refusal.getMessage().contains(Chain.class.getName()), refusal.getMessage());
                assertTrue(refusal.getMessage().contains("more than 500 values stand inside"), refusal.getMessage());
            }
        }
    }

    /** Reads the longest chain that crosses. */
    static final class Reader {
        public static void main(String[] args) throws Exception {
            var config = ProcessPoolConfig.ofWorkers(1);
            try (var pool = ProcessPool.start(config, FunctionSpec.of(Links.class));
                    var worker =
                            new WorkerProcess<>("links", config.workerOptions(), FunctionSpec.of(Links.class), 499)) {
                worker.start();
                System.out.println("read "
                        + get(pool.submit(499)).number() + " and "
                        + get(worker.result()).number());
            }
        }
    }

    @Test
    void longestChainIsReadWhateverStacksThreadsHaveHere() throws Exception {
        String said = OwnHost.runWith(List.of("-Xss256k"), Reader.class);
        assertTrue(said.contains("read 498 and 498"), said);
    }

    @Test
    void largeInputsOfAWorkerThatDiesHangNobody() throws Exception {
        String large = "x".repeat(10_000_000);
        try (var dying = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(2).withMaxDeaths(100), FunctionSpec.of(Functions.Obey.class))) {
            List<CompletableFuture<String>> futures = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                futures.add(dying.submit((i % 2 == 0 ? "complain-and-halt " : "interrupt-self ") + large));
            }
            for (int i = 0; i < 6; i++) {
                if (i % 2 == 0) {
                    failure(WorkerDiedException.class, futures.get(i));
                } else {
                    assertEquals("done", get(futures.get(i)));
                }
            }
        }
    }
}
