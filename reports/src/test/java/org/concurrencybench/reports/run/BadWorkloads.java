package org.concurrencybench.reports.run;

import java.nio.ByteBuffer;
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.RunContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.codec.Codec;

/**
 * Mistakes that authors of workloads make, each in a workload as they would write it. Those that end a JVM do it in the
 * first pass.
 */
public final class BadWorkloads {
    private BadWorkloads() {}

    /** Inputs are their numbers, outputs too; what is wrong is for subclasses to say. */
    public abstract static class Numbers implements Workload<Integer, Integer> {
        @Override
        public Integer input(int index) {
            return index;
        }

        @Override
        public Integer run(Integer input, TaskContext task) throws Exception {
            return input;
        }

        @Override
        public long digest(Integer output) {
            return output;
        }
    }

    /** A library, or a task, ends the JVM when it is done. */
    public static final class Exits extends Numbers {
        @Override
        public String id() {
            return "bad-exit";
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            if (input == 3) {
                System.exit(0);
            }
            return input;
        }
    }

    /** The same without a chance for anybody to see it. */
    public static final class Halts extends Numbers {
        @Override
        public String id() {
            return "bad-halt";
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            if (input == 3) {
                Runtime.getRuntime().halt(7);
            }
            return input;
        }
    }

    /** One input is not as its code expects. */
    public static final class FailsOnOne extends Numbers {
        @Override
        public String id() {
            return "bad-index";
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            return Integer.parseInt(input == 17 ? "seventeen" : input.toString());
        }
    }

    /** Says much on standard error before it fails. */
    public static final class Chatters extends Numbers {
        @Override
        public String id() {
            return "bad-chatter";
        }

        @Override
        public String description() {
            return "says \u001b[2Jmuch";
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            System.err.print("WARNING: something about something\n".repeat(1000));
            if (input == 3) {
                throw new IllegalStateException("the one thing that matters");
            }
            return input;
        }
    }

    /** A field that all tasks use at once. */
    public static final class Shares extends Numbers {
        private volatile int last;

        @Override
        public String id() {
            return "bad-shared";
        }

        @Override
        public Integer run(Integer input, TaskContext task) throws InterruptedException {
            last = input;
            Thread.sleep(1);
            return last;
        }
    }

    /** The most usual of such fields. */
    @SuppressWarnings({"DateFormatConstant", "JavaUtilDate"}) // that is the mistake
    public static final class SharesFormat implements Workload<String, Long> {
        private static final SimpleDateFormat FORMAT = new SimpleDateFormat("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

        @Override
        public String id() {
            return "bad-date-format";
        }

        @Override
        public String input(int index) {
            return "20%02d-11-%02d 10:11:12".formatted(index % 50, 1 + index % 28);
        }

        @Override
        public Long run(String input, TaskContext task) throws ParseException {
            long sum = 0;
            for (int i = 0; i < 50; i++) {
                sum += FORMAT.parse(input).getTime();
            }
            return sum;
        }

        @Override
        public long digest(Long output) {
            return output;
        }
    }

    public static final class NullOutput extends Numbers {
        @Override
        public String id() {
            return "bad-null-output";
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            return input == 5 ? null : input;
        }

        @Override
        public long digest(Integer output) {
            return output == null ? 0 : output; // takes care, so that models without codecs would take it
        }
    }

    public static final class NullInput extends Numbers {
        @Override
        public String id() {
            return "bad-null-input";
        }

        @Override
        public Integer input(int index) {
            return index == 5 ? null : Integer.valueOf(index);
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            return input == null ? -1 : input;
        }
    }

    /** Chains whose second stage sleeps. */
    public static final class BlocksStage extends Numbers {
        @Override
        public String id() {
            return "bad-blocking-stage";
        }

        @Override
        public boolean waits() {
            return true;
        }

        @Override
        public Integer run(Integer input, TaskContext task) throws InterruptedException {
            Thread.sleep(20);
            return input;
        }

        @Override
        public boolean hasAsync() {
            return true;
        }

        @Override
        public CompletionStage<Integer> runAsync(Integer input, AsyncContext async) {
            return CompletableFuture.supplyAsync(() -> sleepy(input), async.executor());
        }

        private static Integer sleepy(Integer input) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return input;
        }
    }

    public static final class OutOfMemory extends Numbers {
        @Override
        public String id() {
            return "bad-memory";
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            List<byte[]> all = new ArrayList<>();
            while (input == 3) {
                all.add(new byte[1 << 20]);
            }
            return input + all.size();
        }
    }

    public static final class WrongExpectation extends Numbers {
        @Override
        public String id() {
            return "bad-expected";
        }

        @Override
        public OptionalLong expected(int index) {
            return OptionalLong.of(index == 2 ? 255 : index);
        }
    }

    /** Where the first pass believes it. */
    public static final class WrongLateExpectation extends Numbers {
        @Override
        public String id() {
            return "bad-late-expected";
        }

        @Override
        public OptionalLong expected(int index) {
            return OptionalLong.of(index == 70 ? 255 : index);
        }
    }

    /** Its jar is there, and not the one that it needs. */
    public static final class LacksLibrary extends Numbers {
        @Override
        public String id() {
            return "bad-dependency";
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            throw new NoClassDefFoundError("com/example/Library"); // what the JVM throws in that place
        }
    }

    public static final class AlwaysTheSame extends Numbers {
        @Override
        public String id() {
            return "bad-digest";
        }

        @Override
        public long digest(Integer output) {
            return 1;
        }
    }

    public static final class Unrepeatable extends Numbers {
        private final Random random = new Random();

        @Override
        public String id() {
            return "bad-random";
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            return random.nextInt();
        }
    }

    /** Right in each JVM by itself. */
    public static final class DependsOnJvm extends Numbers {
        @Override
        public String id() {
            return "bad-jvm";
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            return input + (int) ProcessHandle.current().pid();
        }
    }

    public static final class ChangesInput implements Workload<int[], Integer> {
        @Override
        public String id() {
            return "bad-changed-input";
        }

        @Override
        public int[] input(int index) {
            return new int[] {index};
        }

        @Override
        public Integer run(int[] input, TaskContext task) {
            return input[0]++;
        }

        @Override
        public long digest(Integer output) {
            return output;
        }
    }

    /** Its two forms differ. */
    public static final class OtherAsync extends Numbers {
        @Override
        public String id() {
            return "bad-async";
        }

        @Override
        public boolean hasAsync() {
            return true;
        }

        @Override
        public CompletionStage<Integer> runAsync(Integer input, AsyncContext async) {
            return CompletableFuture.completedFuture(input + 1);
        }
    }

    /** A value that is not of a type that its own type names. */
    public static final class UnencodableOutput implements Workload<Integer, List<Integer>> {
        @Override
        public String id() {
            return "bad-output";
        }

        @Override
        public Integer input(int index) {
            return index;
        }

        @Override
        public List<Integer> run(Integer input, TaskContext task) {
            return Collections.nCopies(3, input);
        }

        @Override
        public long digest(List<Integer> output) {
            return output.hashCode();
        }
    }

    /** Inputs that no codec knows. */
    public static final class UnencodableInput implements Workload<Thread, Integer> {
        @Override
        public String id() {
            return "bad-input";
        }

        @Override
        public Thread input(int index) {
            return new Thread("number " + index);
        }

        @Override
        public Integer run(Thread input, TaskContext task) {
            return input.getName().length() + input.getName().hashCode();
        }

        @Override
        public long digest(Integer output) {
            return output;
        }
    }

    /** Inputs that are others each time they are made. */
    public static final class UnrepeatableInput extends Numbers {
        private final Random random = new Random();

        @Override
        public String id() {
            return "bad-random-input";
        }

        @Override
        public Integer input(int index) {
            return random.nextInt();
        }
    }

    /** A codec that carries the lowest four bits only, of inputs or of outputs. */
    private static final class FourBits implements Codec<Integer> {
        @Override
        public ByteBuffer encode(Integer value) {
            return ByteBuffer.wrap(new byte[] {(byte) (value & 15)});
        }

        @Override
        public Integer decode(ByteBuffer bytes) {
            return (int) bytes.get();
        }
    }

    public static final class LosesInput extends Numbers {
        @Override
        public String id() {
            return "bad-input-codec";
        }

        @Override
        public Codec<Integer> inputCodec() {
            return new FourBits();
        }
    }

    public static final class LosesOutput extends Numbers {
        @Override
        public String id() {
            return "bad-output-codec";
        }

        @Override
        public Codec<Integer> outputCodec() {
            return new FourBits();
        }
    }

    /** Two locks, taken in two orders. Alone a task takes both without harm. */
    public static final class Deadlocks extends Numbers {
        private final Object left = new Object();
        private final Object right = new Object();

        @Override
        public String id() {
            return "bad-deadlock";
        }

        @Override
        public Integer run(Integer input, TaskContext task) throws InterruptedException {
            synchronized (input % 2 == 0 ? left : right) {
                Thread.sleep(2);
                synchronized (input % 2 == 0 ? right : left) {
                    return input;
                }
            }
        }
    }

    /** Ten minutes a task. */
    public static class Slow extends Numbers {
        @Override
        public String id() {
            return "bad-slow";
        }

        @Override
        public Integer run(Integer input, TaskContext task) throws InterruptedException {
            Thread.sleep(600_000);
            return input;
        }
    }

    /** Its author has read that expected() helps. */
    public static final class SlowAndExpected extends Slow {
        @Override
        public String id() {
            return "bad-slow-expected";
        }

        @Override
        public OptionalLong expected(int index) {
            return OptionalLong.of(index);
        }
    }

    /** Here it would help. */
    public static final class SlowLater extends Slow {
        @Override
        public String id() {
            return "bad-slow-later";
        }

        @Override
        public Integer run(Integer input, TaskContext task) throws InterruptedException {
            return input < 64 ? input : super.run(input, task);
        }
    }

    public static final class CannotOpen extends Numbers {
        @Override
        public String id() {
            return "bad-open";
        }

        @Override
        public void open(JvmContext jvm) {
            throw new IllegalStateException("no licence file");
        }
    }

    public static final class CannotPrepare extends Numbers {
        @Override
        public String id() {
            return "bad-prepare";
        }

        @Override
        public void prepare(RunContext run) {
            throw new AssertionError("no such port");
        }
    }

    public static final class CannotDigest extends Numbers {
        @Override
        public String id() {
            return "bad-digest-throws";
        }

        @Override
        public long digest(Integer output) {
            return 100 / (output - 4);
        }
    }

    /** Well alone, not in the middle of a measurement; alike in all models. */
    public static final class FailsLater extends Numbers {
        private final AtomicInteger ran = new AtomicInteger();

        @Override
        public String id() {
            return "bad-later";
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            boolean alone = Thread.currentThread().getName().equals("main");
            if (!alone && input == 7 && ran.incrementAndGet() > 2) {
                throw new IllegalStateException("the pool of connections is empty");
            }
            return input;
        }
    }
}
