package org.concurrencybench.process.prices;

import org.concurrencybench.process.coordination.ProcessQueue;
import org.concurrencybench.process.coordination.ProcessSemaphore;

/**
 * By what the other process is told how often to do its part, and by what it reports that it is done.
 *
 * @param times how often, for each round; 0 to end
 * @param done a permit for each round
 */
record Rounds(ProcessQueue<Integer> times, ProcessSemaphore done) {
    /** What the other process does in a round. */
    @FunctionalInterface
    interface Part {
        void run(int times) throws Exception;
    }

    /** Serves rounds until it is told to end; returns how many there were. */
    long serve(Part part) throws Exception {
        long rounds = 0;
        while (true) {
            int wanted = times.take();
            if (wanted == 0) {
                return rounds;
            }
            part.run(wanted);
            rounds++;
            done.release();
        }
    }
}
