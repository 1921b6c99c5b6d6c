package org.concurrencybench.core.prices;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something whose price can be measured.
 *
 * @param primitive the row of the price list
 * @param where the column
 * @param key what sets it apart from the others of that field: lower-case letters, digits and dashes
 * @param label the same for people, such as {@code ReentrantLock}
 * @param jvmArguments what the measured JVM needs for it
 * @param availability whether this JVM and system have it
 * @param opening makes it ready to be done
 */
public record Price(
        Primitive primitive,
        Where where,
        String key,
        String label,
        List<String> jvmArguments,
        Availability availability,
        Opening opening) {
    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** Whether something can be measured. */
    @FunctionalInterface
    public interface Availability {
        /** Why it cannot be measured on this system with a JDK of that feature version; empty where it can. */
        Optional<String> refusal(int feature);
    }

    /** Makes an operation. */
    @FunctionalInterface
    public interface Opening {
        Operation open() throws Exception;
    }

    public Price {
        jvmArguments = List.copyOf(jvmArguments);
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "the key of a price is lower-case letters, digits and single dashes, not '" + key + "'");
        }
    }

    /** One that every JVM and system has. */
    public static Price of(Primitive primitive, Where where, String key, String label, Opening opening) {
        return new Price(primitive, where, key, label, List.of(), feature -> Optional.empty(), opening);
    }

    /** The same with arguments for the measured JVM. */
    public Price withJvmArguments(List<String> arguments) {
        return new Price(primitive, where, key, label, arguments, availability, opening);
    }

    /** The same, only where {@code needed} says so. */
    public Price onlyWhere(Availability needed) {
        return new Price(primitive, where, key, label, jvmArguments, needed, opening);
    }

    /** Names it in records and messages: {@code lock-alone/platform-threads/reentrant-lock}. */
    public String id() {
        return primitive.id() + "/" + where.id() + "/" + key;
    }
}
