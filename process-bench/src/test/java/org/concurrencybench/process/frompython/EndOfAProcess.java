package org.concurrencybench.process.frompython;

import java.time.Duration;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.worker.WorkerProcess;

public final class EndOfAProcess {
    static Duration sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
        return duration;
    }

    public static void main(String[] args) throws Exception {
        var function = FunctionSpec.of(EndOfAProcess::sleep);
        try (var process =
                new WorkerProcess<>("sleeper", WorkerOptions.defaults(), function, Duration.ofSeconds(1000))) {
            System.out.println("alive: " + process.isAlive());
            process.start();
            System.out.println("alive: " + process.isAlive());
            process.terminate();
            process.join();
            System.out.println("alive: " + process.isAlive() + ", "
                    + process.exit().orElseThrow().by());
        }
    }
}
