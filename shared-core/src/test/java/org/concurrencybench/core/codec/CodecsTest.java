package org.concurrencybench.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecsTest {
    enum Colour {
        RED,
        GREEN {
            @Override
            String mood() {
                return "calm";
            }
        };

        String mood() {
            return "loud";
        }
    }

    record Point(int x, double y) {}

    record Tree(String name, List<Tree> children) {}

    record Box<T>(T value, Map<String, List<T>> others) {}

    record Path(Point[] points, Colour colour, Optional<Duration> took) {}

    sealed interface Shape permits Circle, Square {}

    record Circle(Point centre, double radius) implements Shape {}

    record Square(Point corner) implements Shape {}

    record Holder(Thread thread) {}

    record Unlisted(List<Object> anything) {}

    interface Doubler<A, B> {
        B twice(A a);
    }

    abstract static class Half<X> implements Doubler<String, X> {}

    static class Whole extends Half<List<Point>> {
        @Override
        public List<Point> twice(String a) {
            return List.of();
        }
    }

    static class Open<T> implements Doubler<T, T> {
        @Override
        public T twice(T t) {
            return t;
        }
    }

    static class OfThreads implements Doubler<Thread, Long> {
        @Override
        public Long twice(Thread t) {
            return 0L;
        }
    }

    static final List<Object> SIMPLE = List.of(
            Long.MIN_VALUE,
            -7,
            Double.MIN_VALUE,
            Float.NaN,
            (short) -3,
            (byte) 200,
            '\uD800',
            true,
            false,
            "",
            "grüße, 世界, \uD83D\uDE00");

    static List<Object> simpleValues() {
        return SIMPLE;
    }

    @ParameterizedTest
    @MethodSource("simpleValues")
    void simpleValuesComeBackEqual(Object value) throws IOException {
        assertEquals(value, roundTrip(value.getClass(), value));
    }

    @Test
    void arraysOfPrimitivesComeBackEqual() throws IOException {
        assertArrayEquals(new byte[] {1, -2}, roundTrip(byte[].class, new byte[] {1, -2}));
        assertArrayEquals(new int[] {1, -2}, roundTrip(int[].class, new int[] {1, -2}));
        assertArrayEquals(new long[] {1, -2}, roundTrip(long[].class, new long[] {1, -2}));
        assertArrayEquals(new double[] {1, -0.0}, roundTrip(double[].class, new double[] {1, -0.0}));
        assertArrayEquals(new float[] {1, -0.0f}, roundTrip(float[].class, new float[] {1, -0.0f}));
        assertArrayEquals(new int[0], roundTrip(int[].class, new int[0]));
    }

    @Test
    void voidTakesNoBytes() throws IOException {
        Codec<Void> codec = Codecs.of(Void.class);
        assertEquals(0, codec.encode(null).remaining());
        assertNull(codec.decode(ByteBuffer.allocate(0)));
        assertThrows(IOException.class, () -> codec.decode(ByteBuffer.allocate(1)));
    }

    @Test
    void recordsComeBackEqual() throws IOException {
        assertEquals(new Point(3, 4.5), roundTrip(Point.class, new Point(3, 4.5)));
        Tree tree = new Tree("a", List.of(new Tree("b", new ArrayList<>()), new Tree("c", List.of())));
        assertEquals(tree, roundTrip(Tree.class, tree));
        Path path = new Path(new Point[] {new Point(1, 2)}, Colour.GREEN, Optional.of(Duration.ofMillis(5)));
        Path back = roundTrip(Path.class, path);
        assertArrayEquals(path.points(), back.points());
        assertEquals(path.colour(), back.colour());
        assertEquals(path.took(), back.took());
    }

    @Test
    void nullComponentsComeBackNull() throws IOException {
        assertEquals(new Tree(null, null), roundTrip(Tree.class, new Tree(null, null)));
    }

    interface Types {
        Box<Point> box();

        Map<String, List<Integer>> map();

        List<Shape> shapes();

        List<List<String>> nested();

        Set<? extends Number> wild();
    }

    private static Type type(String method) {
        try {
            return Types.class.getDeclaredMethod(method).getGenericReturnType();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void genericTypesComeBackEqual() throws IOException {
        Box<Point> box = new Box<>(new Point(1, 1), Map.of("k", List.of(new Point(2, 2))));
        assertEquals(box, roundTrip(type("box"), box));
        Map<String, List<Integer>> map = new TreeMap<>(Map.of("a", List.of(1, 2, 3), "b", Arrays.asList(4, 5)));
        assertEquals(map, roundTrip(type("map"), map));
        List<Shape> shapes = List.of(new Circle(new Point(0, 0), 1), new Square(new Point(1, 1)));
        assertEquals(shapes, roundTrip(type("shapes"), shapes));
        List<List<String>> nested =
                List.of(List.of("a").subList(0, 1), List.of("b", "c", "d").subList(1, 3));
        assertEquals(nested, roundTrip(type("nested"), nested));
        assertEquals(
                List.of(List.of("x")),
                roundTrip(
                        type("nested"),
                        IntStream.range(0, 1).mapToObj(i -> List.of("x")).toList()));
    }

    @Test
    void typesWithoutCodecAreRefusedByName() {
        assertRefused(Thread.class, "java.lang.Thread");
        assertRefused(Holder.class, "java.lang.Thread");
        assertRefused(Unlisted.class, "java.lang.Object");
        assertRefused(List.class, "java.util.List");
        assertRefused(type("wild"), "java.lang.Number");
        assertRefused(Object.class, "java.lang.Object");
    }

    private static void assertRefused(Type type, String named) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Codecs.of(type), type.getTypeName());
        assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
    }

    @Test
    void valueOfAnUnknownClassIsRefusedByName() {
        Codec<List<Shape>> codec = Codecs.of(type("shapes"));
        List<Shape> odd = new ArrayList<>() {};
        IOException refusal = assertThrows(IOException.class, () -> codec.encode(odd));
        assertTrue(refusal.getMessage().contains(odd.getClass().getName()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("not registered"), refusal.getMessage());
        List<Shape> part = new ArrayList<Shape>(List.of(new Circle(new Point(0, 0), 1))).subList(0, 1);
        IOException view = assertThrows(IOException.class, () -> codec.encode(part));
        assertTrue(view.getMessage().contains("ArrayList$SubList"), view.getMessage());
        assertTrue(view.getMessage().contains("must be copied (List.copyOf"), view.getMessage());
    }

    @Test
    void listThatContainsItselfIsRefused() {
        Codec<List<List<String>>> codec = Codecs.of(type("nested"));
        List<List<String>> loop = new ArrayList<>();
        @SuppressWarnings("unchecked")
        List<String> inner = (List<String>) (List<?>) loop;
        loop.add(inner);
        assertThrows(IOException.class, () -> codec.encode(loop));
    }

    record Chain(int number, Chain next) {
        static Chain of(int links) {
            Chain chain = null;
            for (int i = 0; i < links; i++) {
                chain = new Chain(i, chain);
            }
            return chain;
        }
    }

    /** With a number in each link, and what holds the chain. */
    private static final int LONGEST = KryoCodec.MAX_DEPTH - 1;

    private static <T> T onASmallStack(Callable<T> action) throws Exception {
        assertEquals("", new StringBuffer().toString(), "what a stack that overflows would break most easily is there");
        FutureTask<T> task = new FutureTask<>(action);
        Thread thread = new Thread(null, task, "small", 512 << 10);
        thread.start();
        thread.join();
        return task.get();
    }

    @Test
    void deepestChainThatIsTakenFitsIntoHalfOfAUsualStack() throws Exception {
        Codec<Chain> codec = Codecs.of(Chain.class);
        int links = onASmallStack(() -> {
            Chain back = codec.decode(codec.encode(Chain.of(LONGEST)));
            int count = 0;
            for (Chain link = back; link != null; link = link.next()) {
                count++;
            }
            return count;
        });
        assertEquals(LONGEST, links);
        assertTrue(
                onASmallStack(() -> codec.decode(codec.encode(Chain.of(LONGEST)))) != null, "again, with warm codecs");
    }

    @Test
    void deeperChainsAreRefusedByNameAtBothEndsBeforeAnyStackOverflows() throws Exception {
        Codec<Chain> codec = Codecs.of(Chain.class);
        Chain chain = Chain.of(7000);
        IOException written = assertThrows(IOException.class, () -> codec.encode(chain));
        Codec<Chain> careless = KryoCodec.of(Chain.class, 1_000_000);
        FutureTask<ByteBuffer> deep = new FutureTask<>(() -> careless.encode(chain));
        Thread large = new Thread(null, deep, "large", 64 << 20);
        large.start();
        ByteBuffer bytes = deep.get();
        IOException read = assertThrows(IOException.class, () -> codec.decode(bytes));
        for (IOException refusal : List.of(written, read)) {
            assertTrue(refusal.getMessage().contains(Chain.class.getName()), refusal.getMessage());
            assertTrue(
                    refusal.getMessage().contains("more than " + KryoCodec.MAX_DEPTH + " values stand inside"),
                    refusal.getMessage());
            for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
                assertFalse(cause instanceof StackOverflowError, "it was refused before");
            }
        }
        Chain back = codec.decode(codec.encode(Chain.of(3)));
        assertEquals(Chain.of(3), back, "the codec is none the worse");
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertThrows(IOException.class, () -> Codecs.<String>of(String.class).encode("a\uD800b"));
    }

    @Test
    void nullIsRefusedBySimpleCodecs() {
        for (Class<?> type : List.of(Long.class, String.class, byte[].class, Boolean.class)) {
            IOException refusal =
                    assertThrows(IOException.class, () -> Codecs.of(type).encode(null));
            assertTrue(refusal.getMessage().contains("null"), refusal.getMessage());
        }
    }

    @Test
    void bytesThatAreNotOneValueAreRefused() throws IOException {
        for (Type type : List.<Type>of(Long.class, Boolean.class, long[].class, Point.class, type("map"))) {
            Codec<Object> codec = Codecs.of(type);
            assertThrows(IOException.class, () -> codec.decode(ByteBuffer.wrap(new byte[] {9, 9, 9})), type.toString());
        }
        Codec<Point> codec = Codecs.of(Point.class);
        ByteBuffer whole = codec.encode(new Point(1, 2));
        for (int cut = 0; cut < whole.limit(); cut++) {
            ByteBuffer part = whole.duplicate().limit(cut);
            assertThrows(IOException.class, () -> codec.decode(part), "cut at " + cut);
        }
        ByteBuffer longer = ByteBuffer.allocate(whole.limit() + 1).put(whole.duplicate());
        assertThrows(IOException.class, () -> codec.decode(longer.rewind()));
    }

    @Test
    void directAndSlicedBuffersDecode() throws IOException {
        Codec<Tree> codec = Codecs.of(Tree.class);
        Tree tree = new Tree("root", List.of(new Tree("leaf", List.of())));
        ByteBuffer bytes = codec.encode(tree);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.remaining() + 3).position(3);
        direct.put(bytes.duplicate()).position(3);
        assertEquals(tree, codec.decode(direct));
        ByteBuffer heap = ByteBuffer.allocate(bytes.remaining() + 3).position(3);
        heap.put(bytes.duplicate()).position(3);
        assertEquals(tree, codec.decode(heap.slice()));
    }

    @Test
    void typeArgumentsAreFoundThroughSuperclassesAndInterfaces() throws IOException {
        Whole whole = new Whole();
        Codec<String> text = Codecs.ofTypeArgument(whole, Doubler.class, 0);
        Codec<List<Point>> points = Codecs.ofTypeArgument(whole, Doubler.class, 1);
        assertEquals("a", text.decode(text.encode("a")));
        assertEquals(List.of(new Point(1, 2)), points.decode(points.encode(List.of(new Point(1, 2)))));
    }

    @Test
    void openTypeArgumentSaysWhatToOverride() {
        Function<Integer, Integer> lambda = i -> i;
        IllegalArgumentException open = assertThrows(
                IllegalArgumentException.class, () -> Codecs.ofTypeArgument(new Open<String>(), Doubler.class, 1));
        IllegalArgumentException raw =
                assertThrows(IllegalArgumentException.class, () -> Codecs.ofTypeArgument(lambda, Function.class, 0));
        IllegalArgumentException unknown = assertThrows(
                IllegalArgumentException.class, () -> Codecs.ofTypeArgument(new OfThreads(), Doubler.class, 0));
        for (IllegalArgumentException refusal : List.of(open, raw, unknown)) {
            assertTrue(refusal.getMessage().contains("inputCodec()/outputCodec()"), refusal.getMessage());
        }
        assertTrue(unknown.getMessage().contains("java.lang.Thread"), unknown.getMessage());
        assertTrue(open.getMessage().contains("B of Doubler"), open.getMessage());
    }

    @Test
    void oneCodecServesManyThreadsAtOnce() throws Exception {
        Codec<Tree> codec = Codecs.of(Tree.class);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> checks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Tree tree = new Tree("t" + i, List.of(new Tree("c" + i, List.of())));
                checks.add(() -> {
                    for (int j = 0; j < 20; j++) {
                        assertEquals(tree, codec.decode(codec.encode(tree)));
                        Thread.yield();
                    }
                    return null;
                });
            }
            for (Future<Void> check : threads.invokeAll(checks)) {
                check.get();
            }
        }
    }

    /** A worker's start-up time counts, and loading Kryo is a large part of it. */
    @Test
    void simpleTypesDoNotLoadKryo() throws Exception {
        Process jvm = new ProcessBuilder(
                        java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString(),
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimpleOnly.class.getName())
                .redirectErrorStream(true)
                .start();
        String log = new String(jvm.getInputStream().readAllBytes());
        assertEquals(0, jvm.waitFor(), log);
        assertTrue(log.contains("CodecsTest$SimpleOnly"), log);
        assertTrue(!log.contains("esotericsoftware"), "Kryo was loaded");
    }

    static final class SimpleOnly {
        public static void main(String[] args) throws IOException {
            for (Object value : SIMPLE_NAMES) {
                Codec<Object> codec = Codecs.of(value.getClass());
                codec.decode(codec.encode(value));
            }
        }

        private static final Object[] SIMPLE_NAMES = {1L, 2, 3.0, "four", new byte[5], new int[6], new long[7], true};
    }

    private static <T> T roundTrip(Type type, T value) throws IOException {
        Codec<T> codec = Codecs.of(type);
        ByteBuffer bytes = codec.encode(value);
        T back = codec.decode(bytes);
        assertEquals(0, bytes.remaining(), "all bytes are read");
        return back;
    }
}
