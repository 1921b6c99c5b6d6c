package org.concurrencybench.process.frompython;

import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.SharedService;
import org.concurrencybench.process.worker.WorkerProcess;

public final class ServiceOfOnesOwn {
    interface Maths {
        int add(int a, int b);

        int divide(int a, int b);
    }

    /** Lives in the owner; others call it there. */
    static final class SimpleMaths implements Maths {
        @Override
        public int add(int a, int b) {
            return a + b;
        }

        @Override
        public int divide(int a, int b) {
            return a / b;
        }
    }

    static String calculate(SharedService<Maths> service) {
        Maths maths = service.get();
        try {
            return maths.add(4, 3) + ", and " + maths.divide(7, 0);
        } catch (ArithmeticException e) {
            return maths.add(4, 3) + ", but " + e.getMessage();
        }
    }

    public static void main(String[] args) throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            SharedService<Maths> service = coordinator.serve(Maths.class, new SimpleMaths());
            var function = FunctionSpec.of(ServiceOfOnesOwn::calculate);
            try (var process = new WorkerProcess<>("caller", WorkerOptions.defaults(), function, service)) {
                process.start();
                System.out.println(process.result().get());
            }
        }
    }
}
