package org.concurrencybench.process.coordination;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;

/** The codecs of items, by the names of their classes: each is made once. */
final class ItemCodecs {
    private static final Map<String, Codec<?>> BY_NAME = new ConcurrentHashMap<>();

    private ItemCodecs() {}

    @SuppressWarnings("unchecked") // who names the class says what T is
    static <T> Codec<T> of(String className) {
        return (Codec<T>) BY_NAME.computeIfAbsent(className, ItemCodecs::make);
    }

    private static Codec<?> make(String className) {
        return Codecs.of(type(className));
    }

    /** The class of this name, which a handle names. */
    static Class<?> type(String className) {
        try {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            ClassLoader loader = context == null ? ItemCodecs.class.getClassLoader() : context;
            return Class.forName(className, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "this process does not have the class " + className
                            + ", which the shared object is for, on its class path",
                    e);
        }
    }
}
