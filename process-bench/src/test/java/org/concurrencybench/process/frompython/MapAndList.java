package org.concurrencybench.process.frompython;

import java.util.Collections;
import java.util.List;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.SharedList;
import org.concurrencybench.process.coordination.SharedMap;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;

public final class MapAndList {
    record Shared(SharedMap<String, Integer> counts, SharedList<String> words) {}

    static int count(Shared shared) throws Exception {
        for (String word : shared.words().snapshot()) {
            shared.counts().merge(word, 1, Integer::sum); // atomic; in Python d[word] += 1 may lose one
        }
        return shared.counts().size();
    }

    public static void main(String[] args) throws Exception {
        try (Coordinator coordinator = Coordinator.start();
                var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(MapAndList::count))) {
            Shared shared =
                    new Shared(coordinator.newMap(String.class, Integer.class), coordinator.newList(String.class));
            for (String word : List.of("one", "two", "two")) {
                shared.words().add(word);
            }
            pool.map(Collections.nCopies(50, shared)).values();
            System.out.println("one: " + shared.counts().get("one").orElseThrow());
            System.out.println("two: " + shared.counts().get("two").orElseThrow());
            System.out.println(shared.words().snapshot().reversed());
        }
    }
}
