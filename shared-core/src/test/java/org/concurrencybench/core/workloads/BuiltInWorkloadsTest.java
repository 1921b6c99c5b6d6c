package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInWorkloadsTest {
    private static final TaskContext NO_CONTEXT = new BlockingTaskContext("test", 1);

    @TempDir
    Path directory;

    static Stream<String> ids() {
        List<String> ids = new ArrayList<>();
        for (Workload<?, ?> workload : ServiceLoader.load(Workload.class)) {
            ids.add(workload.id());
        }
        return ids.stream().sorted();
    }

    @Test
    void allAreFoundByTheirIds() {
        Set<String> known = Set.of("nothing", "primes", "sleep", "http-fetch", "jdbc-query", "burgers", "straggler");
        Set<String> found = ids().collect(Collectors.toSet());
        assertTrue(found.containsAll(known), found::toString);
        assertEquals(found.size(), ids().count(), "no id twice");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void outputsAreTheSameWheneverItIsOpenedAndDifferFromTaskToTask(String id) throws Exception {
        Set<Long> digests = new HashSet<>();
        try (OpenWorkload<?, ?> one = OpenWorkload.of(id, OpenWorkload.small(id), folder("one"));
                OpenWorkload<?, ?> other = OpenWorkload.of(id, OpenWorkload.small(id), folder("other"))) {
            for (int index = 0; index < 20; index++) {
                long digest = one.digest(index);
                assertEquals(digest, other.digest(index));
                digests.add(digest);
            }
        }
        // Two of the 256 bounds of primes may be equal.
        assertTrue(digests.size() >= 17, digests::toString);
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "sleep",
                "http-fetch",
                "fetch-and-score",
                "jdbc-query",
                "burgers",
                "mixed-kitchen",
                "allocate",
                "file-read",
                "memory-scan",
                "stack-depth",
                "straggler"
            })
    void expectedDigestsAreThoseThatRunningGives(String id) throws Exception {
        try (OpenWorkload<?, ?> open = OpenWorkload.of(id, OpenWorkload.small(id), directory)) {
            for (int index : new int[] {0, 1, 2, 1_000_000, Integer.MAX_VALUE}) {
                assertEquals(
                        OptionalLong.of(open.digest(index)), open.workload().expected(index));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "primes,     limit,        999,   a whole number from 1000 to 100000000",
        "primes,     limit,        many,  a whole number from 1000 to 100000000",
        "sha256,     size,         0,     a whole number from 1 to 67108864",
        "sleep,      latency,      0ms,   a duration from 1us to 600s",
        "sleep,      latency,      5,     a duration from 1us to 600s",
        "http-fetch, service-time, 2m,    a duration from 100us to 60s",
        "fetch-and-score, work,    0,     a whole number from 1 to 10000000",
        "jdbc-query, connections,  0,     a whole number from 1 to 1000",
        "jdbc-query, delay,        0ms,   a duration from 1ms to 60s",
        "jdbc-query, url,          mysql, 'h2, or the address of a PostgreSQL database of your own'",
        "jdbc-query, url, jdbc:postgresql:, 'such as jdbc:postgresql://host/database, without a comma'",
        "burgers,    grill,        0,     a whole number from 1 to 100000",
        "burgers,    grill-time,   11m,   a duration from 1us to 600s",
        "burgers,    counter,      none,  a whole number from 1 to 100000",
        "salads,     ingredients,  0,     a whole number from 1 to 10000000",
        "mixed-kitchen, grill,     -1,    a whole number from 1 to 100000",
        "echo,            size,        63,        a whole number from 64 to 16777216",
        "echo,            work,        -1,        a whole number from 0 to 100000",
        "allocate,        mb,          0,         a whole number from 1 to 4096",
        "allocate,        object-size, 16,        a whole number from 24 to 1048576",
        "allocate,        live,        65537,     a whole number from 0 to 65536",
        "memory-scan,     size,        2048,      a whole number from 1 to 2047",
        "memory-scan,     slice,       15,        a whole number from 16 to 1048576",
        "memory-scan,     stride,      7,         a whole number from 8 to 4096",
        "stack-depth,     depth,       2001,      a whole number from 1 to 2000",
        "stack-depth,     wait,        0ms,       a duration from 1us to 600s",
        "noisy-neighbour, group,       0,         a whole number from 1 to 1000000",
        "noisy-neighbour, heavy-share, 101,       a whole number from 0 to 100",
        "noisy-neighbour, heavy,       0,         a whole number from 1 to 1000000000",
        "noisy-neighbour, light,       0,         a whole number from 1 to 1000000000",
        "mandelbrot,      size,        15,        a whole number from 16 to 16384",
        "mandelbrot,      rows,        0,         a whole number from 1 to 1024",
        "mandelbrot,      iterations,  0,         a whole number from 1 to 1000000",
        "matrix-multiply, size,        1,         a whole number from 2 to 1024",
        "file-read,       size,        0,         a whole number from 1 to 1000000",
        "file-read,       reads,       0,         a whole number from 1 to 100000",
        "file-read,       access,      cached,    'one of buffered, direct'",
        "straggler,  mode,         any,   'one of all, first, failing'",
    })
    void valuesOutsideTheirRangeAreRefusedWithWhatIsAllowed(String id, String name, String value, String allowed) {
        Workload<?, ?> workload = OpenWorkload.find(id);
        UsageException refused =
                assertThrows(UsageException.class, () -> OpenWorkload.values(workload, Map.of(name, value)));
        assertTrue(refused.getMessage().startsWith("workload '" + id + "'"), refused.getMessage());
        assertTrue(refused.getMessage().contains("'" + value + "'"), refused.getMessage());
        assertTrue(refused.getMessage().contains(allowed), refused.getMessage());
    }

    @Test
    void primesAgreeWithASieve() {
        int limit = 10_000;
        BitSet composite = new BitSet(limit);
        int count = 0;
        int largest = 0;
        for (int number = 2; number < limit; number++) {
            if (!composite.get(number)) {
                count++;
                largest = number;
                for (int multiple = 2 * number; multiple < limit; multiple += number) {
                    composite.set(multiple);
                }
            }
        }
        assertEquals(new PrimeCount(limit, count, largest), new Primes().run(limit, NO_CONTEXT));
        assertEquals(1229, count); // OEIS A006880: primes below 10^4
    }

    @Test
    void boundsOfPrimesDifferLittleFromTaskToTask() {
        Primes primes = new Primes();
        for (int index = 0; index < 1000; index++) {
            int bound = primes.input(index);
            assertTrue(bound >= 7_000 && bound < 7_256, () -> "bound " + bound);
        }
        assertNotEquals(primes.input(0), primes.input(1));
    }

    @Test
    void sha256IsTheStandardOne() throws Exception {
        // FIPS 180-2, appendix B.1
        byte[] expected = HexFormat.of().parseHex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertArrayEquals(expected, new Sha256().run(new byte[] {'a', 'b', 'c'}, NO_CONTEXT));
    }

    @Test
    void digestDependsOnEveryByte() {
        Sha256 sha256 = new Sha256();
        long digest = sha256.digest(new byte[32]);
        for (int position = 0; position < 32; position++) {
            byte[] changed = new byte[32];
            changed[position] = 1;
            assertNotEquals(digest, sha256.digest(changed));
        }
        assertNotEquals(digest, sha256.digest(new byte[33]));
    }

    @Test
    void sizeSetsHowMuchIsHashed() throws Exception {
        try (OpenWorkload<?, ?> open = OpenWorkload.of("sha256", Map.of("size", "10"), directory)) {
            assertEquals(10, ((byte[]) open.workload().input(0)).length);
        }
    }

    @Test
    void classFilesAreCountedAsTheyAre() throws Exception {
        byte[] self;
        try (var stream = ClassFileParse.class.getResourceAsStream("PrimeCount.class")) {
            self = stream.readAllBytes();
        }
        ClassFileCounts counts = new ClassFileParse().run(self, NO_CONTEXT);
        assertEquals(3, counts.fields());
        assertEquals(7, counts.methods()); // constructor, three accessors, equals, hashCode, toString
        assertTrue(counts.instructions() > 20, counts::toString);
        assertEquals(0, counts.strings());
    }

    @Test
    void classFilesRepeatAndStayBounded() throws Exception {
        try (OpenWorkload<?, ?> open = OpenWorkload.of("classfile-parse", Map.of(), directory)) {
            Set<Object> distinct = new HashSet<>();
            long bytes = 0;
            for (int index = 0; index < 2000; index++) {
                byte[] input = (byte[]) open.workload().input(index);
                if (distinct.add(input)) {
                    bytes += input.length;
                }
            }
            assertTrue(distinct.size() > 100 && distinct.size() <= 512, () -> distinct.size() + " classes");
            assertTrue(bytes < 16 << 20, bytes + " bytes");
        }
    }

    @Test
    void httpFetchEndsThreeCallsFromItsStart() throws Exception {
        try (OpenWorkload<?, ?> open = OpenWorkload.of("http-fetch", Map.of("service-time", "1ms"), directory)) {
            String start = (String) open.workload().input(7);
            String end = (String) open.run(7);
            assertNotEquals(start, end);
            assertTrue(end.matches("/fetch/[0-9a-f]{16}"), end);
        }
    }

    @Test
    void onlyWaitingWorkloadsSayThatTheyWait() {
        assertTrue(OpenWorkload.find("sleep").waits());
        assertTrue(OpenWorkload.find("http-fetch").waits());
        assertTrue(OpenWorkload.find("fetch-and-score").waits());
        assertTrue(OpenWorkload.find("jdbc-query").waits());
        assertTrue(OpenWorkload.find("burgers").waits());
        assertTrue(OpenWorkload.find("mixed-kitchen").waits());
        assertTrue(OpenWorkload.find("file-read").waits());
        assertTrue(OpenWorkload.find("stack-depth").waits());
        assertTrue(OpenWorkload.find("straggler").waits());
        assertFalse(OpenWorkload.find("primes").waits());
        assertFalse(OpenWorkload.find("nothing").waits());
        assertFalse(OpenWorkload.find("salads").waits());
    }
}
