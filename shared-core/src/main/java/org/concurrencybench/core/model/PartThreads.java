package org.concurrencybench.core.model;

/**
 * The names of threads that run parts of tasks: by them a part is known that fans out again. A name costs nothing where
 * a thread is made for each part; a thread-local value would.
 */
public final class PartThreads {
    private PartThreads() {}

    /** What the names of such threads of {@code model} begin with. */
    public static String prefix(String model) {
        return model + "-part-";
    }

    /**
     * Refuses to fan out from one of them.
     *
     * @throws IllegalStateException on a thread that runs a part
     */
    public static void refuseNested(String model) {
        if (Thread.currentThread().getName().startsWith(prefix(model))) {
            throw nested(model);
        }
    }

    /** The refusal itself, for models that know their parts otherwise. */
    public static IllegalStateException nested(String model) {
        return new IllegalStateException("a part of a task cannot fan out again under model '" + model
                + "': let the task itself run all parts, in one call or several");
    }
}
