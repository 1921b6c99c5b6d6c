package org.concurrencybench.process.frompython;

import java.util.List;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;

public final class PoolMap {
    static int square(int number) {
        return number * number;
    }

    public static void main(String[] args) throws Exception {
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(PoolMap::square))) {
            System.out.println(pool.map(List.of(1, 2, 3)).values());
        }
    }
}
