package org.concurrencybench.process.poolbench;

import org.concurrencybench.process.api.WorkerFunction;

/** Gives back the bytes that it is given: what remains is the cost of moving them. */
final class Echo implements WorkerFunction<byte[], byte[]> {
    @Override
    public byte[] run(byte[] input) {
        return input;
    }
}
