package org.concurrencybench.process.frompython;

import java.nio.ByteBuffer;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.SharedMemory;
import org.concurrencybench.process.worker.WorkerProcess;

public final class SharedMemoryBlock {
    static byte change(SharedMemory memory) throws Exception {
        ByteBuffer bytes = memory.buffer();
        bytes.put(0, (byte) 100);
        return bytes.get(3);
    }

    public static void main(String[] args) throws Exception {
        try (Coordinator coordinator = Coordinator.start()) { // owns the memory: others only map it
            SharedMemory memory = coordinator.newMemory(10);
            ByteBuffer bytes = memory.buffer();
            bytes.put(0, new byte[] {22, 33, 44, 55});
            var function = FunctionSpec.of(SharedMemoryBlock::change);
            try (var process = new WorkerProcess<>("other", WorkerOptions.defaults(), function, memory)) {
                process.start();
                System.out.println("the other process saw " + process.result().get());
                process.join();
            }
            System.out.println("and changed the first byte to " + bytes.get(0));
        }
    }
}
