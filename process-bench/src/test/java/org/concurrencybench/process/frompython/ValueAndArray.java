package org.concurrencybench.process.frompython;

import java.util.Arrays;
import java.util.Collections;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.SharedDoubleArray;
import org.concurrencybench.process.coordination.SharedIntArray;
import org.concurrencybench.process.coordination.SharedLong;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;

public final class ValueAndArray {
    record Shared(SharedLong count, SharedDoubleArray value, SharedIntArray numbers) {}

    static int change(Shared shared) throws Exception {
        shared.count().incrementAndGet(); // one step: the loss that "v.value += 1" has cannot be written
        shared.value().set(0, 3.1415927);
        for (int i = 0; i < shared.numbers().length(); i++) {
            shared.numbers().updateAndGet(i, number -> -number);
        }
        return 1;
    }

    public static void main(String[] args) throws Exception {
        try (Coordinator coordinator = Coordinator.start();
                var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(ValueAndArray::change))) {
            Shared shared =
                    new Shared(coordinator.newLong(0), coordinator.newDoubleArray(1), coordinator.newIntArray(10));
            for (int i = 0; i < 10; i++) {
                shared.numbers().set(i, i);
            }
            pool.map(Collections.nCopies(101, shared)).values();
            System.out.println(shared.count().get() + " times changed");
            System.out.println(shared.value().get(0));
            System.out.println(Arrays.toString(shared.numbers().toArray()));
        }
    }
}
