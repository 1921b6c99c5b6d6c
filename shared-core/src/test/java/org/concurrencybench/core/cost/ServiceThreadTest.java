package org.concurrencybench.core.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceThreadTest {
    @ParameterizedTest
    @CsvSource({
        "C1 CompilerThre, COMPILER",
        "C2 CompilerThre, COMPILER",
        "JVMCI CompilerT, COMPILER",
        "GC Thread#0, COLLECTOR",
        "G1 Conc#0, COLLECTOR",
        "ZWorkerYoung#1, COLLECTOR",
        "VM Thread, COLLECTOR",
        "VM Periodic Tas, NONE",
        "ForkJoinPool-1-, NONE",
        "java, NONE"
    })
    void threadsOfHotSpotAreToldByTheirNames(String name, ServiceThread kind) {
        assertEquals(kind, ServiceThread.of(name));
    }
}
