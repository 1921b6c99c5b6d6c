package org.concurrencybench.core.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** The classes whose instances a value of a type can contain, in an order that depends on the type alone. */
final class ReachableClasses {
    private static final Set<Class<?>> LEAVES = Set.of(
            Boolean.class,
            Byte.class,
            Character.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            String.class,
            BigInteger.class,
            BigDecimal.class,
            Duration.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            URI.class,
            UUID.class);

    private static final List<Class<?>> LISTS = List.of(
            ArrayList.class,
            LinkedList.class,
            ArrayDeque.class,
            Arrays.asList().getClass(),
            Collections.emptyList().getClass(),
            Collections.singletonList(0).getClass(),
            List.of(0).getClass(),
            List.of(0, 0, 0).getClass(),
            List.of(0, 0, 0).subList(1, 2).getClass());

    private static final List<Class<?>> SETS = List.of(
            HashSet.class,
            LinkedHashSet.class,
            TreeSet.class,
            Collections.emptySet().getClass(),
            Collections.singleton(0).getClass(),
            Set.of(0).getClass(),
            Set.of(0, 1, 2).getClass());

    private static final List<Class<?>> MAPS = List.of(
            HashMap.class,
            LinkedHashMap.class,
            TreeMap.class,
            Collections.emptyMap().getClass(),
            Collections.singletonMap(0, 0).getClass(),
            Map.of(0, 0).getClass(),
            Map.of(0, 0, 1, 1).getClass());

    private final Set<Class<?>> found = new LinkedHashSet<>();
    private final Set<Visit> visited = new HashSet<>();

    private record Visit(Class<?> raw, Map<TypeVariable<?>, Type> bound) {}

    private ReachableClasses() {}

    /**
     * The classes that {@code type} can reach.
     *
     * @throws IllegalArgumentException for a type that has no codec; the message names it
     */
    static List<Class<?>> of(Type type) {
        ReachableClasses classes = new ReachableClasses();
        classes.visit(type, Map.of());
        return List.copyOf(classes.found);
    }

    private void visit(Type type, Map<TypeVariable<?>, Type> bound) {
        switch (type) {
            case GenericArrayType array -> visitArray(erasure(array.getGenericComponentType(), bound), array, bound);
            case TypeVariable<?> variable when bound.containsKey(variable) -> visit(bound.get(variable), bound);
            case WildcardType wildcard
            when wildcard.getUpperBounds()[0] != Object.class -> visit(wildcard.getUpperBounds()[0], bound);
            default -> visitClass(type, bound);
        }
    }

    private void visitClass(Type type, Map<TypeVariable<?>, Type> outer) {
        Class<?> raw = TypeArguments.raw(type);
        if (raw == null) {
            throw refused(type.getTypeName() + " does not name a class");
        }
        Map<TypeVariable<?>, Type> bound = TypeArguments.bindings(type, raw, outer);
        if (raw.isPrimitive() || LEAVES.contains(raw)) {
            found.add(raw);
        } else if (raw.isArray()) {
            if (found.add(raw)) {
                visit(raw.getComponentType(), Map.of());
            }
        } else if (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw) || raw == Optional.class) {
            visitContainer(type, raw, bound);
        } else if (raw.isEnum()) {
            found.add(raw);
        } else if (raw.isRecord()) {
            visitRecord(raw, bound);
        } else if (raw.isSealed() && Modifier.isAbstract(raw.getModifiers())) {
            for (Class<?> permitted : raw.getPermittedSubclasses()) {
                visit(permitted, Map.of());
            }
        } else {
            throw refused("no codec is known for " + raw.getName());
        }
    }

    private void visitRecord(Class<?> raw, Map<TypeVariable<?>, Type> bound) {
        found.add(raw);
        if (visited.add(new Visit(raw, bound))) { // a record may contain itself, a generic one in several variants
            for (RecordComponent component : raw.getRecordComponents()) {
                visit(component.getGenericType(), bound);
            }
        }
    }

    private void visitArray(Class<?> component, GenericArrayType array, Map<TypeVariable<?>, Type> bound) {
        found.add(component.arrayType());
        visit(array.getGenericComponentType(), bound);
    }

    private static Class<?> erasure(Type type, Map<TypeVariable<?>, Type> bound) {
        if (type instanceof GenericArrayType array) {
            return erasure(array.getGenericComponentType(), bound).arrayType();
        }
        Class<?> raw = TypeArguments.raw(type instanceof TypeVariable<?> v ? bound.getOrDefault(v, v) : type);
        if (raw == null) {
            throw refused("arrays of " + type.getTypeName() + " cannot be made");
        }
        return raw;
    }

    private void visitContainer(Type type, Class<?> raw, Map<TypeVariable<?>, Type> bound) {
        List<Class<?>> usual = raw == Optional.class
                ? List.of(Optional.class)
                : Map.class.isAssignableFrom(raw) ? MAPS : Set.class.isAssignableFrom(raw) ? SETS : LISTS;
        List<Class<?>> fitting = usual.stream().filter(raw::isAssignableFrom).toList();
        if (fitting.isEmpty()) {
            throw refused("no codec is known for " + raw.getName());
        }
        if (!(type instanceof ParameterizedType parameterized)) {
            throw refused("the elements of " + type.getTypeName() + " have no type");
        }
        found.addAll(fitting);
        for (Type argument : parameterized.getActualTypeArguments()) {
            visit(argument, bound);
        }
    }

    private static NoCodecException refused(String what) {
        return new NoCodecException(
                what,
                "use a record, a boxed primitive, String, an enum, a sealed interface of records, or arrays, lists, sets"
                        + " and maps of those");
    }
}
