package org.concurrencybench.reports.plan;

import java.util.List;

/**
 * One price that is measured: a primitive, and where it runs.
 *
 * @param primitive id of the primitive: {@code lock-alone}
 * @param where id of the column: {@code between-processes}
 * @param key what sets it apart from the others of that field: {@code lock}
 * @param label the same for people: {@code ProcessLock}
 * @param source name of the class that offers it
 * @param jvmArguments what the measured JVM gets for it
 */
public record PriceCell(
        String primitive, String where, String key, String label, String source, List<String> jvmArguments) {
    public PriceCell {
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** Names it in records and messages: {@code lock-alone/between-processes/lock}. */
    public String id() {
        return primitive + "/" + where + "/" + key;
    }
}
