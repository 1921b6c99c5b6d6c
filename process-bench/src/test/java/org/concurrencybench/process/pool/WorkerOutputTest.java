package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOutput;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.ProcessBarrier;
import org.concurrencybench.process.fixtures.Sharers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What several workers print at the same time. */
@Timeout(120)
class WorkerOutputTest {
    private static final List<String> LETTERS = List.of("a", "b", "c", "d");
    private static final Pattern INHERITED = Pattern.compile("\\[worker (\\d), pid (\\d+)] (([a-d])\\4*)");

    /** All workers begin together. */
    private static void print(ProcessPoolConfig config, int lines, int length) throws Exception {
        try (Coordinator coordinator = Coordinator.start();
                var pool = ProcessPool.start(config, FunctionSpec.of(Sharers.PrintLines.class))) {
            ProcessBarrier together = coordinator.newBarrier(LETTERS.size());
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (String letter : LETTERS) {
                all.add(pool.submit(new Sharers.Printing(together, letter, lines, length)));
            }
            for (CompletableFuture<Long> one : all) {
                assertEquals(lines, get(one));
            }
        }
    }

    @Test
    void linesOfFourWorkersNeverMixWhereTheyAreInherited() throws Exception {
        int lines = 100;
        int length = 7000;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream ownOut = System.out;
        PrintStream ownErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            print(ProcessPoolConfig.ofWorkers(LETTERS.size()).withInheritedOutput(), lines, length);
        } finally {
            System.setOut(ownOut);
            System.setErr(ownErr);
        }
        for (ByteArrayOutputStream stream : List.of(out, err)) {
            Map<String, Integer> seen = new HashMap<>();
            Map<String, String> workers = new HashMap<>();
            for (String line : stream.toString(StandardCharsets.UTF_8).lines().toList()) {
                Matcher whole = INHERITED.matcher(line);
                assertTrue(whole.matches(), line);
                assertEquals(length, whole.group(3).length());
                seen.merge(whole.group(4), 1, Integer::sum);
                workers.put(whole.group(4), whole.group(1) + ' ' + whole.group(2));
            }
            assertEquals(Map.of("a", lines, "b", lines, "c", lines, "d", lines), seen);
            assertEquals(LETTERS.size(), Set.copyOf(workers.values()).size(), "each letter has a worker of its own");
        }
    }

    @Test
    void listenerGetsPiecesOfVeryLongLinesInTheirOrder() throws Exception {
        int lines = 10;
        int length = 30_000;
        ConcurrentLinkedQueue<WorkerOutput> printed = new ConcurrentLinkedQueue<>();
        print(ProcessPoolConfig.ofWorkers(LETTERS.size()).withOutput(printed::add), lines, length);
        Map<String, Long> characters = new HashMap<>();
        for (WorkerOutput piece : printed) {
            String letter = piece.line().substring(0, 1);
            assertTrue(piece.line().equals(letter.repeat(piece.line().length())), piece.line());
            characters.merge(letter, (long) piece.line().length(), Long::sum);
        }
        long expected = 2L * lines * length;
        assertEquals(Map.of("a", expected, "b", expected, "c", expected, "d", expected), characters);
    }
}
