package org.concurrencybench.core.model;

import org.concurrencybench.core.api.UsageException;

/** The system refuses to start a thread. */
public final class ThreadShortage {
    private ThreadShortage() {}

    /**
     * What to throw in place of {@code error}.
     *
     * @param model the id of the model
     * @param what what it could not start: {@code 7 threads}
     * @throws OutOfMemoryError {@code error} itself, when it is the heap that is full
     */
    public static UsageException of(String model, String what, OutOfMemoryError error) {
        if (!String.valueOf(error.getMessage()).contains("native thread")) {
            throw error;
        }
        return new UsageException(
                "model '" + model + "' could not start " + what + " (" + error.getMessage()
                        + "): set a lower concurrency, or raise the system's limit of threads",
                error);
    }
}
