package org.concurrencybench.process.frompython;

import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.worker.CurrentWorker;
import org.concurrencybench.process.worker.WorkerProcess;

public final class OneProcess {
    static String greet(String name) {
        System.out.println("hello " + name);
        return CurrentWorker.get().orElseThrow().name();
    }

    public static void main(String[] args) throws Exception {
        WorkerOptions options = WorkerOptions.defaults().withOutput(printed -> System.out.println(printed.line()));
        try (var process = new WorkerProcess<>("greeter", options, FunctionSpec.of(OneProcess::greet), "Bob")) {
            process.start();
            process.join();
            System.out.println("it was " + process.result().get() + ", and "
                    + process.exit().orElseThrow());
        }
    }
}
