package org.concurrencybench.core.diagnosis;

import org.jspecify.annotations.Nullable;

/** A failure whose cause has been found out already; the message is the diagnosis in words. */
public final class DiagnosedException extends Exception {
    private final transient Diagnosis diagnosis;

    public DiagnosedException(Diagnosis diagnosis, @Nullable Throwable cause) {
        super(diagnosis.text(), cause);
        this.diagnosis = diagnosis;
    }

    public Diagnosis diagnosis() {
        return diagnosis;
    }
}
