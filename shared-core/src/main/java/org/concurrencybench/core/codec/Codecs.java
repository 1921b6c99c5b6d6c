package org.concurrencybench.core.codec;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Finds codecs for types: boxes, strings, byte, int, long and double arrays have small ones of their own; records, enums,
 * other arrays, lists, sets, maps and sealed interfaces of those go through Kryo.
 */
public final class Codecs {
    private Codecs() {}

    /**
     * The codec for type argument {@code index} of {@code generic} as the class of {@code implementation} fixes it.
     *
     * @throws IllegalArgumentException when the class leaves the argument open, or no codec is known for it; the message names
     *     the type and the methods to override
     */
    public static <T> Codec<T> ofTypeArgument(Object implementation, Class<?> generic, int index) {
        return ofTypeArgumentIn(implementation.getClass(), generic, index);
    }

    /** The same for an implementing class of which there is no instance yet. */
    public static <T> Codec<T> ofTypeArgumentIn(Class<?> implementing, Class<?> generic, int index) {
        String argument =
                generic.getTypeParameters()[index].getName().concat(" of ").concat(generic.getSimpleName());
        Type type = TypeArguments.find(implementing, generic, index);
        if (type == null) {
            throw new NoCodecException(
                    implementing.getName() + " does not say what " + argument + " is",
                    "name the type in its 'implements', or override inputCodec()/outputCodec()");
        }
        try {
            return of(type);
        } catch (NoCodecException e) {
            throw e.in(
                    "in " + implementing.getName() + ", " + argument + " is " + type.getTypeName() + ": ",
                    "; or override inputCodec()/outputCodec()");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "in " + implementing.getName() + ", " + argument + " is " + type.getTypeName() + ": "
                            + e.getMessage() + "; or override inputCodec()/outputCodec()",
                    e);
        }
    }

    /**
     * The codec for {@code type}.
     *
     * @throws IllegalArgumentException when there is none; the message names the class that cannot be encoded
     */
    @SuppressWarnings("unchecked") // the type says what T is
    public static <T> Codec<T> of(Type type) {
        Codec<?> simple = simple(type);
        // KryoCodec is named in one place that simple types never reach: a worker must not pay for loading Kryo.
        return simple != null ? (Codec<T>) simple : KryoCodec.of(type);
    }

    private static @Nullable Codec<?> simple(Type type) {
        if (type == Long.class) {
            return NumberCodec.ofLong();
        } else if (type == Integer.class) {
            return NumberCodec.ofInteger();
        } else if (type == Double.class) {
            return NumberCodec.ofDouble();
        } else if (type == Float.class) {
            return NumberCodec.ofFloat();
        } else if (type == Short.class) {
            return NumberCodec.ofShort();
        } else if (type == Byte.class) {
            return NumberCodec.ofByte();
        } else if (type == Character.class) {
            return NumberCodec.ofCharacter();
        } else if (type == Boolean.class) {
            return NumberCodec.ofBoolean();
        } else if (type == String.class) {
            return new StringCodec();
        } else if (type == byte[].class) {
            return ArrayCodec.ofBytes();
        } else if (type == int[].class) {
            return ArrayCodec.ofInts();
        } else if (type == long[].class) {
            return ArrayCodec.ofLongs();
        } else if (type == double[].class) {
            return ArrayCodec.ofDoubles();
        } else if (type == Void.class) {
            return new VoidCodec();
        }
        return null;
    }
}
