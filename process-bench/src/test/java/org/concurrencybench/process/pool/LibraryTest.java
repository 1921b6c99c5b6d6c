package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.StaticMethod;
import org.concurrencybench.process.api.TaskCancelledException;
import org.concurrencybench.process.api.TaskFailedException;
import org.concurrencybench.process.api.WorkerContext;
import org.concurrencybench.process.api.WorkerFacts;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.api.WorkerOutput;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.OwnHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What makes the pool a library that is good to use. */
@Timeout(120)
class LibraryTest {
    private static final ProcessPoolConfig ONE = ProcessPoolConfig.ofWorkers(1);

    @TempDir
    Path directory;

    record Article(String name, int cents) {}

    private static long price(Article article) {
        if (article.cents() < 0) {
            throw new IllegalStateException("no such price: " + article.cents());
        }
        return article.cents() + ProcessHandle.current().pid() * 1_000_000;
    }

    static List<String> letters(String text) throws IOException {
        if (text.isEmpty()) {
            throw new IOException("nothing to take apart");
        }
        return text.chars().mapToObj(Character::toString).toList();
    }

    static Integer overloaded(Integer number) {
        return number + 1;
    }

    static Integer overloaded(String text) {
        return text.length();
    }

    @Test
    void staticMethodsAreFoundByTheirNamesInAWorker() throws Exception {
        try (var prices = ProcessPool.start(ONE, FunctionSpec.of(LibraryTest::price));
                var letters = ProcessPool.start(ONE, FunctionSpec.of(LibraryTest::letters))) {
            long worker = prices.workers().getFirst().pid();
            assertEquals(worker * 1_000_000 + 7, get(prices.submit(new Article("nail", 7))));
            TaskFailedException unchecked = failure(TaskFailedException.class, prices.submit(new Article("x", -1)));
            assertEquals("java.lang.IllegalStateException", unchecked.thrown().className());
            assertEquals(List.of("a", "b"), get(letters.submit("ab")));
            TaskFailedException checked = failure(TaskFailedException.class, letters.submit(""));
            assertTrue(checked.getMessage().contains("nothing to take apart"), checked.getMessage());
        }
        StaticMethod<String, Integer> length = LibraryTest::overloaded;
        StaticMethod<Integer, Integer> next = LibraryTest::overloaded; // whichever of them the class names first
        try (var lengths = ProcessPool.start(ONE, FunctionSpec.of(length));
                var numbers = ProcessPool.start(ONE, FunctionSpec.of(next))) {
            assertEquals(3, get(lengths.submit("abc")));
            assertEquals(4, get(numbers.submit(3)));
        }
        assertEquals(
                LibraryTest.class.getName() + ".price",
                FunctionSpec.of(LibraryTest::price).toString());
    }

    private static String refusal(StaticMethod<?, ?> method) {
        return assertThrows(IllegalArgumentException.class, () -> FunctionSpec.of(method))
                .getMessage();
    }

    @Test
    void lambdasAndWhatNeedsAnObjectAreRefusedWithTheReason() {
        StaticMethod<Long, Long> lambda = number -> number + 1;
        int captured = directory.getNameCount();
        StaticMethod<Integer, Integer> capturing = number -> number + captured;
        for (StaticMethod<?, ?> one : List.of(lambda, capturing)) {
            String message = refusal(one);
            assertTrue(message.startsWith("a lambda of " + LibraryTest.class.getName()), message);
            assertTrue(message.contains("what it captures stays here"), message);
            assertTrue(message.contains("reference to a static method"), message);
        }
        String text = "bound";
        StaticMethod<String, String> bound = text::concat;
        StaticMethod<String, Integer> unbound = String::length;
        StaticMethod<String, StringBuilder> constructor = StringBuilder::new;
        for (StaticMethod<?, ?> one : List.of(bound, unbound, constructor)) {
            assertTrue(refusal(one).contains("no static method with one argument"), refusal(one));
        }
        StaticMethod<Long, Long> object = new StaticMethod<>() {
            @Override
            public Long run(Long input) {
                return input;
            }
        };
        assertTrue(refusal(object).contains("an object of " + LibraryTest.class.getName() + "$1"), refusal(object));
        StaticMethod<Thread, Integer> noCodec = LibraryTest::ofAThread;
        assertTrue(refusal(noCodec).contains("ofAThread: no codec is known for java.lang.Thread"), refusal(noCodec));
    }

    static Integer ofAThread(Thread thread) {
        return thread.getPriority();
    }

    /** Tells what it was given at its opening. */
    static final class Opened implements WorkerFunction<Void, String> {
        private WorkerContext context;

        @Override
        public void open(WorkerContext given) {
            context = given;
        }

        @Override
        public String run(Void nothing) {
            return context.setup() + " " + context.constants(Article.class).name();
        }

        @Override
        public void close() throws Exception {
            Files.writeString(Path.of(context.setup().get("file")), "closed");
        }
    }

    @Test
    void severalFunctionsShareTheirWorkers() throws Exception {
        FunctionSpec<Article, Long> prices = FunctionSpec.of(LibraryTest::price);
        FunctionSpec<Long, Long> twice = FunctionSpec.of(Functions.Twice.class);
        Path file = directory.resolve("closed");
        var opened = FunctionSpec.of(Opened.class, Map.of("file", file.toString()))
                .withConstants(new Article("constant", 1));
        try (SharedPool pool = SharedPool.start(ONE.withName("shop"), prices, twice, opened)) {
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (long i = 0; i < 100; i++) {
                all.add(pool.of(twice).submit(i));
                all.add(pool.of(prices).submit(new Article("x", (int) i)).thenApply(price -> price % 1_000_000));
            }
            for (int i = 0; i < 100; i++) {
                assertEquals(2L * i, get(all.get(2 * i)));
                assertEquals((long) i, get(all.get(2 * i + 1)));
            }
            assertEquals("{file=" + file + "} constant", get(pool.of(opened).submit(null)));
            assertEquals(
                    List.of(2L, 4L, 6L), pool.of(twice).map(List.of(1L, 2L, 3L)).values());
            failure(TaskFailedException.class, pool.of(prices).submit(new Article("x", -1)));
            assertEquals(1, pool.statistics().workersStarted(), "one worker did all of it");
            assertEquals(1, pool.workers().size());
            assertTrue(pool.toString().contains("shop"), pool.toString());
            assertTrue(pool.toString().contains(".price"), pool.toString());
            assertEquals(
                    8L, get(pool.of(FunctionSpec.of(Functions.Twice.class)).submit(4L)), "the same, registered again");
            var other = FunctionSpec.of(Opened.class, Map.of("file", file.toString()))
                    .withConstants(new Article("another", 1));
            assertThrows(IllegalArgumentException.class, () -> pool.of(other));
            var stranger = FunctionSpec.of(Functions.Echo.class);
            var refusal = assertThrows(IllegalArgumentException.class, () -> pool.of(stranger));
            assertTrue(refusal.getMessage().contains("Echo is not among the functions"), refusal.getMessage());
        }
        assertEquals("closed", Files.readString(file), "all are closed");
        assertThrows(IllegalArgumentException.class, () -> SharedPool.start(ONE));
    }

    /** Prints what it is told, on both streams. */
    static final class Print implements WorkerFunction<String, Long> {
        @Override
        public Long run(String text) {
            System.out.print(text);
            System.out.flush();
            System.err.println("beside: " + text.lines().findFirst().orElse(""));
            return ProcessHandle.current().pid();
        }
    }

    @Test
    void whatWorkersPrintIsToldLineByLineWithItsWorker() throws Exception {
        Queue<WorkerOutput> told = new ConcurrentLinkedQueue<>();
        long pid;
        try (var pool = ProcessPool.start(
                ONE.withOutput(line -> {
                    told.add(line);
                    if (line.line().equals("first")) {
                        throw new IllegalStateException("a listener's own mistake, as planted");
                    }
                }),
                FunctionSpec.of(Print.class))) {
            pid = get(pool.submit("first\r\nsecond\n\nbegun, "));
            get(pool.submit("ended\nlast" + "x".repeat(10_000)));
        }
        List<String> out = told.stream()
                .filter(line -> line.stream() == WorkerOutput.Stream.OUT)
                .map(WorkerOutput::line)
                .toList();
        assertEquals(List.of("first", "second", "", "begun, ended"), out.subList(0, 4));
        assertEquals("last" + "x".repeat(10_000), String.join("", out.subList(4, out.size())), "what has no end");
        assertEquals(6, out.size(), "in pieces");
        assertEquals(
                List.of("beside: first", "beside: ended"),
                told.stream()
                        .filter(line -> line.stream() == WorkerOutput.Stream.ERR)
                        .map(WorkerOutput::line)
                        .toList());
        assertTrue(told.stream().allMatch(line -> line.worker() == 0 && line.pid() == pid), told.toString());
    }

    /** Lets its worker print to its own streams. */
    static final class Printing {
        public static void main(String[] args) throws Exception {
            try (var pool = ProcessPool.start(ONE.withInheritedOutput(), FunctionSpec.of(Print.class))) {
                System.out.println("pid " + get(pool.submit("hello\n")));
            }
        }
    }

    @Test
    void inheritedOutputNamesItsWorker() throws Exception {
        String said = OwnHost.run(Printing.class);
        String pid = said.lines()
                .filter(line -> line.startsWith("pid "))
                .findFirst()
                .orElseThrow()
                .substring(4);
        assertTrue(said.contains("[worker 0, pid " + pid + "] hello\n"), said);
        assertTrue(said.contains("[worker 0, pid " + pid + "] beside: hello\n"), said);
    }

    /** How code behaves here. */
    static String behaviour(String property) {
        return System.getProperty(property) + ' ' + LibraryTest.class.desiredAssertionStatus();
    }

    /** Says how code behaves in workers that inherit nothing, everything, and everything but what they are given. */
    static final class Heir {
        public static void main(String[] args) throws Exception {
            ProcessPoolConfig given = ONE.withJvmArguments(List.of("-Dgreeting=own"));
            for (var config : List.of(ONE, ONE.withInheritedOptions(), given.withInheritedOptions())) {
                try (var pool = ProcessPool.start(config, FunctionSpec.of(LibraryTest::behaviour))) {
                    System.out.println(get(pool.submit("greeting")));
                }
            }
        }
    }

    @Test
    void propertiesAndAssertionsReachWorkersOnRequest() throws Exception {
        String said = OwnHost.runWith(List.of("-Dgreeting=hello", "-ea"), Heir.class);
        assertEquals(
                List.of("null false", "hello true", "own true"), said.lines().toList());
    }

    @Test
    void outcomesStandInALoopAndStream() throws Exception {
        try (var pool = ProcessPool.start(ONE, FunctionSpec.of(Functions.Twice.class))) {
            long sum = 0;
            try (Outcomes<Long> outcomes = pool.map(List.of(1L, 2L, 3L))) {
                for (Outcome<Long> outcome : outcomes) {
                    sum += outcome.value();
                }
            }
            assertEquals(12, sum);
            try (var stream = pool.map(List.of(1L, 2L, 3L)).stream()) {
                assertEquals(
                        List.of(2L, 4L, 6L),
                        stream.map(outcome -> assertInstanceOf(Outcome.Done.class, outcome)
                                        .value())
                                .collect(Collectors.toList()));
            }
            Iterable<Long> endless =
                    () -> java.util.stream.Stream.iterate(0L, i -> i + 1).iterator();
            Outcomes<Long> rest = pool.map(endless, MapOptions.DEFAULT.withLookAhead(100));
            try (var stream = rest.stream()) {
                assertEquals(10, stream.limit(10).count());
            }
            assertFalse(rest.hasNext(), "with its stream, the map was closed");
            assertEquals(4L, get(pool.submit(2L)), "the rest was withdrawn");
        }
    }

    @Test
    void interruptedSubmitFailsItsFutureAndKeepsTheInterrupt() throws Exception {
        try (var pool = ProcessPool.start(ONE.withQueueCapacity(1), FunctionSpec.of(Functions.Obey.class))) {
            Path go = directory.resolve("go");
            var first = pool.submit("wait-for " + go);
            Thread.currentThread().interrupt();
            CompletableFuture<String> second = pool.submit("touch " + directory.resolve("never"));
            assertTrue(Thread.interrupted());
            var refused = failure(TaskCancelledException.class, second);
            assertTrue(refused.getMessage().contains("interrupted while waiting for room"), refused.getMessage());
            Files.createFile(go);
            get(first);
            assertEquals("done", get(pool.submit("interrupt-self")));
            assertFalse(Files.exists(directory.resolve("never")), "it was not taken");
        }
    }

    @Test
    void poolsHaveNamesAndTellHowTheyAre() throws Exception {
        var config = ONE.withName("images").withSlots(3).withTaskTimeout(Duration.ofSeconds(5));
        assertEquals("ProcessPoolConfig[workers=1, name=images, slots=3, taskTimeout=PT5S]", config.toString());
        assertEquals("ProcessPoolConfig[workers=1]", ONE.toString());
        String secret = ONE.withJvmArguments(List.of("-Dpassword=geheim")).toString();
        assertEquals("ProcessPoolConfig[workers=1, jvmArguments=1]", secret);
        assertThrows(IllegalArgumentException.class, () -> ONE.withName("two words"));
        var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Pid.class));
        try (pool) {
            assertEquals(
                    "images for " + Functions.Pid.class.getName() + ": open, 1 of 1 workers ready, 0 tasks unfinished",
                    pool.toString());
            WorkerFacts worker = pool.workers().getFirst();
            assertEquals(get(pool.submit((Void) null)), worker.pid());
            assertEquals(0, worker.worker());
            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().startsWith("images-w0")));
        }
        assertTrue(pool.toString().contains("ended, 0 of 1 workers"), pool.toString());
    }
}
