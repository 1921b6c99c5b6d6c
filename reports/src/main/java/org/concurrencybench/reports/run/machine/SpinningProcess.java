package org.concurrencybench.reports.run.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A process of one thread that computes for as long as each line on its standard input says, and answers with the steps
 * that it made in a second: what {@link Calibration} measures the usable CPUs with.
 */
final class SpinningProcess {
    /** How a step depends on those before it. */
    enum Steps {
        /**
         * On the last one: two threads on one core hardly disturb each other, as each leaves most of its units idle.
         */
        DEPENDENT {
            @Override
            long run(long seed, int count) {
                long a = seed;
                for (int i = 0; i < count; i++) {
                    a = next(a);
                }
                return a;
            }
        },
        /** On the fourth last: enough work at once to keep the units of a core busy. */
        INDEPENDENT {
            @Override
            long run(long seed, int count) {
                long a = seed;
                long b = seed + 1;
                long c = seed + 2;
                long d = seed + 3;
                for (int i = 0; i < count; i += 4) {
                    a = next(a);
                    b = next(b);
                    c = next(c);
                    d = next(d);
                }
                return a ^ b ^ c ^ d;
            }
        };

        abstract long run(long seed, int count);

        /** Marsaglia's xorshift. */
        private static long next(long x) {
            long a = x ^ (x << 13);
            long b = a ^ (a >>> 7);
            return b ^ (b << 17);
        }
    }

    private static final int CHUNK = 20_000;
    private static final long WARMUP_NANOS = 30_000_000;

    /** Where results go, so that the compiler cannot leave the work out. */
    static volatile long sink;

    private SpinningProcess() {}

    /** Lines in: {@code DEPENDENT 50}, kind and milliseconds. Lines out: {@code ready} once, then steps per second. */
    public static void main(String[] args) throws IOException {
        for (Steps steps : Steps.values()) {
            stepsPerSecond(steps, WARMUP_NANOS);
        }
        System.out.println("ready");
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                long nanos = Long.parseLong(words[1]) * 1_000_000;
                System.out.println(Math.round(stepsPerSecond(Steps.valueOf(words[0]), nanos)));
            }
        }
    }

    private static double stepsPerSecond(Steps steps, long nanos) {
        long begin = System.nanoTime();
        long count = 0;
        long state = begin | 1;
        long passed;
        do {
            state = steps.run(state, CHUNK) | 1;
            count += CHUNK;
            passed = System.nanoTime() - begin;
        } while (passed < nanos);
        sink = state;
        return count * 1e9 / passed;
    }
}
