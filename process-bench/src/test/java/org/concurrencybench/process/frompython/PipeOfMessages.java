package org.concurrencybench.process.frompython;

import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.PipeClosedException;
import org.concurrencybench.process.coordination.PipeEnd;
import org.concurrencybench.process.coordination.ProcessPipe;
import org.concurrencybench.process.worker.WorkerProcess;

public final class PipeOfMessages {
    static int answer(PipeEnd<String> end) throws Exception {
        end.send("hello");
        end.send("you said " + end.receive());
        end.close();
        return 2;
    }

    public static void main(String[] args) throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessPipe<String> pipe = coordinator.newPipe(String.class);
            var function = FunctionSpec.of(PipeOfMessages::answer);
            try (var process = new WorkerProcess<>("other", WorkerOptions.defaults(), function, pipe.second())) {
                process.start();
                PipeEnd<String> end = pipe.first();
                System.out.println(end.receive());
                end.send("good morning");
                System.out.println(end.receive());
                try {
                    end.receive();
                } catch (PipeClosedException e) {
                    System.out.println("the other end is closed");
                }
            }
        }
    }
}
