package org.concurrencybench.core.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows type arguments from an implementing class up to the generic type that it implements. */
final class TypeArguments {
    private TypeArguments() {}

    /**
     * What {@code implementing} gives for parameter {@code index} of {@code generic}, or null when it leaves that open.
     */
    static @Nullable Type find(Class<?> implementing, Class<?> generic, int index) {
        if (!generic.isAssignableFrom(implementing)) {
            throw new IllegalArgumentException(implementing.getName() + " is no " + generic.getName());
        }
        Type found = climb(implementing, generic, index, Map.of());
        return found == null || isOpen(found) ? null : found;
    }

    private static @Nullable Type climb(Type type, Class<?> generic, int index, Map<TypeVariable<?>, Type> outer) {
        Class<?> raw = raw(type);
        if (raw == null || !generic.isAssignableFrom(raw)) {
            return null;
        }
        Map<TypeVariable<?>, Type> bound = bindings(type, raw, outer);
        if (raw == generic) {
            return bound.get(generic.getTypeParameters()[index]);
        }
        Type superclass = raw.getGenericSuperclass();
        Type found = superclass == null ? null : climb(superclass, generic, index, bound);
        for (Type superinterface : raw.getGenericInterfaces()) {
            if (found == null) {
                found = climb(superinterface, generic, index, bound);
            }
        }
        return found;
    }

    /** The class behind a class or parameterized type; null for anything else. */
    static @Nullable Class<?> raw(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        return type instanceof ParameterizedType parameterized ? (Class<?>) parameterized.getRawType() : null;
    }

    /** What type variables stand for within {@code type}: those of {@code raw} and what was known outside. */
    static Map<TypeVariable<?>, Type> bindings(Type type, Class<?> raw, Map<TypeVariable<?>, Type> outer) {
        Map<TypeVariable<?>, Type> bound = new HashMap<>(outer);
        if (type instanceof ParameterizedType parameterized) {
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                Type argument = parameterized.getActualTypeArguments()[i];
                bound.put(
                        raw.getTypeParameters()[i],
                        argument instanceof TypeVariable<?> open ? outer.getOrDefault(open, open) : argument);
            }
        }
        return bound;
    }

    private static boolean isOpen(Type type) {
        return type instanceof TypeVariable<?>
                || (type instanceof GenericArrayType array && isOpen(array.getGenericComponentType()));
    }
}
