package org.concurrencybench.core.workloads;

import java.util.List;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/**
 * Counts the primes below a bound by trial division: computes in registers, allocates nothing, touches no memory, so
 * that nothing but the cores limits it.
 */
public final class Primes implements Workload<Integer, PrimeCount> {
    private static final Parameter<Integer> LIMIT = Parameter.ofInt(
            "limit",
            7_000,
            1_000,
            100_000_000,
            "numbers",
            "counts primes below a bound that lies up to 256 above this one");

    /**
     * How far the bounds of different tasks lie apart: enough to tell tasks apart, too little to make some of them
     * long.
     */
    private static final int SPREAD = 256;

    private int limit = LIMIT.defaultValue();

    @Override
    public String id() {
        return "primes";
    }

    @Override
    public String description() {
        return "counts primes by trial division: cores only, no memory";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(LIMIT);
    }

    @Override
    public void open(JvmContext jvm) {
        limit = jvm.parameters().get(LIMIT);
    }

    @Override
    public Integer input(int index) {
        return limit + (int) Long.remainderUnsigned(Bits.spread(index), SPREAD);
    }

    @Override
    public PrimeCount run(Integer input, TaskContext task) {
        int bound = input;
        int primes = 0;
        int largest = 0;
        for (int candidate = 2; candidate < bound; candidate++) {
            if (isPrime(candidate)) {
                primes++;
                largest = candidate;
            }
        }
        return new PrimeCount(bound, primes, largest);
    }

    private static boolean isPrime(int candidate) {
        if (candidate % 2 == 0) {
            return candidate == 2;
        }
        for (int divisor = 3; divisor * divisor <= candidate; divisor += 2) {
            if (candidate % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long digest(PrimeCount output) {
        return Bits.add(Bits.add(output.bound(), output.primes()), output.largest());
    }
}
