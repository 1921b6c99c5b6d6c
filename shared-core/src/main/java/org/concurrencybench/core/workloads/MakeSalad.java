package org.concurrencybench.core.workloads;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.concurrencybench.core.api.Computation;

/**
 * Makes a salad in a bowl of its own, an array that it allocates: ingredients are chopped (drawn and sorted by size)
 * and mixed (shuffled), then the bowl is washed. The time is that of sorting {@code n} numbers, about n·log n.
 */
final class MakeSalad implements Computation<SaladOrder, Salad> {
    @Override
    public Salad compute(SaladOrder order) {
        SplittableRandom garden = new SplittableRandom(Bits.spread(order.number()));
        long[] bowl = garden.longs(order.ingredients()).toArray();
        Arrays.sort(bowl);
        mix(bowl, garden);
        return new Salad(order.number(), taste(bowl), wash(bowl));
    }

    /** Shuffles: Durstenfeld, R. (1964), Algorithm 235: Random permutation, Communications of the ACM 7. */
    private static void mix(long[] bowl, SplittableRandom hand) {
        for (int last = bowl.length - 1; last > 0; last--) {
            int other = hand.nextInt(last + 1);
            long piece = bowl[last];
            bowl[last] = bowl[other];
            bowl[other] = piece;
        }
    }

    private static long taste(long[] bowl) {
        long taste = bowl.length;
        for (long piece : bowl) {
            taste = Bits.add(taste, piece);
        }
        return taste;
    }

    /** Leaves the bowl empty; each bit that was set takes a drop. */
    private static long wash(long[] bowl) {
        long water = 0;
        for (int i = 0; i < bowl.length; i++) {
            water += Long.bitCount(bowl[i]);
            bowl[i] = 0;
        }
        return water;
    }
}
