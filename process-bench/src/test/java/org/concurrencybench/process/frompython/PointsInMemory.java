package org.concurrencybench.process.frompython;

import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.SharedDoubleArray;
import org.concurrencybench.process.worker.WorkerProcess;

public final class PointsInMemory {
    /** Points one after another: x and y of each. */
    record Points(SharedDoubleArray coordinates) {
        private static final int FIELDS = 2;

        int count() {
            return coordinates.length() / FIELDS;
        }

        double x(int point) throws Exception {
            return coordinates.get(point * FIELDS);
        }

        double y(int point) throws Exception {
            return coordinates.get(point * FIELDS + 1);
        }

        void set(int point, double x, double y) throws Exception {
            coordinates.set(point * FIELDS, x);
            coordinates.set(point * FIELDS + 1, y);
        }
    }

    static int square(Points points) throws Exception {
        for (int i = 0; i < points.count(); i++) {
            points.set(i, points.x(i) * points.x(i), points.y(i) * points.y(i));
        }
        return points.count();
    }

    public static void main(String[] args) throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            Points points = new Points(coordinator.newDoubleArray(4));
            points.set(0, 1.875, -6.25);
            points.set(1, -5.75, 2.0);
            var function = FunctionSpec.of(PointsInMemory::square);
            try (var process = new WorkerProcess<>("other", WorkerOptions.defaults(), function, points)) {
                process.start();
                process.join();
            }
            for (int i = 0; i < points.count(); i++) {
                System.out.println(points.x(i) + " " + points.y(i));
            }
        }
    }
}
