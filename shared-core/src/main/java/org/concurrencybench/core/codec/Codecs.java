package org.concurrencybench.core.codec;

import java.lang.reflect.Type;

/** Finds codecs for types. */
public final class Codecs {
    private Codecs() {}

    /** The codec for type argument {@code index} of {@code generic} as the class of {@code implementation} fixes it. */
    public static <T> Codec<T> ofTypeArgument(Object implementation, Class<?> generic, int index) {
        return of(generic.getTypeParameters()[index]);
    }

    /** The codec for {@code type}. */
    public static <T> Codec<T> of(Type type) {
        if (type instanceof Class<?> known && known.isPrimitive()) {
            throw new IllegalArgumentException("a codec is for objects, not for " + known);
        }
        throw new IllegalArgumentException("no codec is known for " + type.getTypeName());
    }
}
