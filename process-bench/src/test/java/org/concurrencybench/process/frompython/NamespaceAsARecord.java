package org.concurrencybench.process.frompython;

import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.SharedReference;
import org.concurrencybench.process.worker.WorkerProcess;

public final class NamespaceAsARecord {
    record Settings(int x, String y) {
        Settings withX(int value) {
            return new Settings(value, y);
        }
    }

    static String change(SharedReference<Settings> settings) throws Exception {
        return settings.updateAndGet(old -> old.withX(old.x() + 1)).toString();
    }

    public static void main(String[] args) throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            SharedReference<Settings> settings = coordinator.newReference(Settings.class, new Settings(10, "hello"));
            var function = FunctionSpec.of(NamespaceAsARecord::change);
            try (var process = new WorkerProcess<>("other", WorkerOptions.defaults(), function, settings)) {
                process.start();
                System.out.println("the other process: " + process.result().get());
            }
            System.out.println("this process:      " + settings.get());
        }
    }
}
