package org.concurrencybench.process.prices;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What two processes do with words in memory that both have mapped. Whoever has to wait spins. */
enum MappedWork {
    /** Each in turn. */
    SWITCH {
        @Override
        void run(ByteBuffer words, int party, int times) {
            for (int i = 0; i < times; i++) {
                if (party == 0) {
                    WORD.setRelease(words, TURN, 1L);
                    await(words, TURN, 0);
                } else {
                    await(words, TURN, 1);
                    WORD.setRelease(words, TURN, 0L);
                }
            }
        }
    },
    /** Each takes the lock, changes what it protects, and releases it. */
    LOCK {
        @Override
        void run(ByteBuffer words, int party, int times) {
            for (int i = 0; i < times; i++) {
                int spins = 0;
                while (!WORD.compareAndSet(words, OWNER, 0L, party + 1L)) {
                    pause(++spins);
                }
                words.putLong(NUMBER, words.getLong(NUMBER) + 1);
                WORD.setRelease(words, OWNER, 0L);
            }
        }
    },
    /** Each adds to a number. */
    COUNTER {
        @Override
        void run(ByteBuffer words, int party, int times) {
            for (int i = 0; i < times; i++) {
                long before = (long) WORD.getAndAdd(words, NUMBER, 1L);
                assert before >= 0;
            }
        }
    },
    /** Both meet again and again. */
    BARRIER {
        @Override
        void run(ByteBuffer words, int party, int times) {
            // Between rounds it is even; the other party may have come to the first meeting already.
            long met = (long) WORD.getAcquire(words, ARRIVED) & ~1L;
            for (int i = 0; i < times; i++) {
                long arrived = (long) WORD.getAndAdd(words, ARRIVED, 1L) + 1;
                met += 2;
                int spins = 0;
                while (arrived < met) {
                    pause(++spins);
                    arrived = (long) WORD.getAcquire(words, ARRIVED);
                }
            }
        }
    };

    /** Of the memory, with each word on a cache line of its own. */
    static final int BYTES = 4096;

    static final int NUMBER = 1024;

    private static final int TURN = 0;
    private static final int OWNER = 256;
    private static final int ARRIVED = 512;
    private static final int SPINS = 1024;
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** The part of one of the two, 0 or 1. */
    abstract void run(ByteBuffer words, int party, int times);

    /** Whether both share the work, so that each does half of it. */
    boolean isShared() {
        return this == LOCK || this == COUNTER;
    }

    private static void await(ByteBuffer words, int at, long value) {
        int spins = 0;
        while ((long) WORD.getAcquire(words, at) != value) {
            pause(++spins);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // the other one may have no processor
    private static void pause(int spins) {
        if (spins % SPINS == 0) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }
}
