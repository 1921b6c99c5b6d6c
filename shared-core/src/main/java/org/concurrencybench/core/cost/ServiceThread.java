package org.concurrencybench.core.cost;

import java.util.List;

/** What HotSpot's own threads are for, by the first 15 characters of their names, which is what the system keeps. */
enum ServiceThread {
    COMPILER,
    COLLECTOR,
    /** Of the program, or of the JVM for something else. */
    NONE;

    private static final String COMPILERS = " Compiler"; // "C1 CompilerThre", "C2 CompilerThre", "JVMCI CompilerT"

    /** G1, Parallel, Serial (whose collections run in the thread of the VM), Z, Shenandoah. */
    private static final List<String> COLLECTORS = List.of(
            "GC Thread",
            "G1 ",
            "ZDriver",
            "ZWorker",
            "ZDirector",
            "ZStat",
            "ZUncommitter",
            "ZUnmapper",
            "RuntimeWorker",
            "Shenandoah",
            "VM Thread");

    static ServiceThread of(String name) {
        if (name.contains(COMPILERS)) {
            return COMPILER;
        }
        for (String collector : COLLECTORS) {
            if (name.startsWith(collector)) {
                return COLLECTOR;
            }
        }
        return NONE;
    }
}
