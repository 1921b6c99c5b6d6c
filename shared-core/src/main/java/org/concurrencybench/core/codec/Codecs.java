package org.concurrencybench.core.codec;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Finds codecs for types: boxes, strings, byte, int, long and double arrays have small ones of their own; records,
 * enums, other arrays, lists, sets, maps and sealed interfaces of those go through Kryo.
 *
 * <p>What has a codec:
 *
 * <ul>
 *   <li>{@code Boolean}, {@code Byte}, {@code Character}, {@code Short}, {@code Integer}, {@code Long}, {@code Float},
 *       {@code Double}, {@code String}, {@code Void}; never null, but for {@code Void}
 *   <li>{@code BigInteger}, {@code BigDecimal}, {@code Duration}, {@code Instant}, {@code LocalDate},
 *       {@code LocalDateTime}, {@code URI}, {@code UUID}
 *   <li>records, enums, sealed interfaces of those, {@code Optional}; components of records may be null
 *   <li>arrays of all of these and of primitives
 *   <li>{@code List}, {@code Set}, {@code Map} and {@code Collection} of them, with the types of elements said:
 *       {@code List<Point>}. The values are {@code ArrayList}, {@code LinkedList}, {@code ArrayDeque}, {@code HashSet},
 *       {@code LinkedHashSet}, {@code TreeSet}, {@code HashMap}, {@code LinkedHashMap}, {@code TreeMap}, and what
 *       {@code List.of}, {@code Set.of}, {@code Map.of}, their {@code copyOf}, {@code Arrays.asList} and
 *       {@code Stream.toList} give
 * </ul>
 *
 * <p>What has none, and what to do:
 *
 * <ul>
 *   <li>another class: a record of what it consists of, or a codec of one's own
 *   <li>{@code ArrayList.subList}, views of maps, unmodifiable wrappers, collections of other libraries: a copy, by
 *       {@code List.copyOf} or {@code new ArrayList<>(…)}
 *   <li>null as a whole value: {@code Optional}, or a record with a component that may be null
 *   <li>{@code Object}, {@code Number}, raw types, open interfaces: a sealed interface of the records that there are
 *   <li>values inside of one another more than five hundred deep, such as long chains of records: a list
 *   <li>objects that share a part or contain themselves: what is shared comes back twice, and circles are refused
 * </ul>
 */
public final class Codecs {
    private Codecs() {}

    /**
     * The codec for type argument {@code index} of {@code generic} as the class of {@code implementation} fixes it.
     *
     * @throws IllegalArgumentException when the class leaves the argument open, or no codec is known for it; the
     *     message names the type and the methods to override
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
