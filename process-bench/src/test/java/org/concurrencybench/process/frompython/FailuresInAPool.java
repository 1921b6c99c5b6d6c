package org.concurrencybench.process.frompython;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.TaskFailedException;
import org.concurrencybench.process.pool.Outcome;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;

public final class FailuresInAPool {
    static int invert(int number) {
        return 1000 / (number - 5);
    }

    public static void main(String[] args) throws Exception {
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(FailuresInAPool::invert))) {
            try {
                pool.submit(5).get();
            } catch (ExecutionException e) {
                System.out.println("apply: "
                        + ((TaskFailedException) e.getCause()).thrown().summary());
            }
            for (Outcome<Integer> outcome : pool.map(List.of(3, 4, 5, 6))) {
                System.out.println(
                        switch (outcome) {
                            case Outcome.Done<Integer> done -> "item " + done.index() + ": " + done.value();
                            case Outcome.Failed<Integer> failed -> "item " + failed.index() + " failed";
                        });
            }
        }
    }
}
