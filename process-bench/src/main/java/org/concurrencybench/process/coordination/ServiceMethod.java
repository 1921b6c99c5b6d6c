package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.jspecify.annotations.Nullable;

/**
 * A method of a service's interface, with the codecs of what goes over.
 *
 * @param signature by which both sides know it: name and types, without generics
 * @param result null where it returns nothing
 */
record ServiceMethod(
        String signature,
        Method method,
        List<Codec<Object>> parameters,
        @Nullable Codec<Object> result) {
    private static final int NONE = -1;

    /**
     * All methods of an interface that other processes call, by their signatures. Default methods whose types have no
     * codec are left out: they run in the caller.
     *
     * @throws IllegalArgumentException for a method without codecs; the message names it
     */
    static TreeMap<String, ServiceMethod> all(Class<?> type) {
        TreeMap<String, ServiceMethod> all = new TreeMap<>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                ServiceMethod known = of(type, method);
                if (known != null) {
                    all.put(known.signature, known);
                }
            }
        }
        return all;
    }

    /** One method; null when it runs in the caller. */
    static @Nullable ServiceMethod of(Class<?> type, Method method) {
        if (method.isBridge()) {
            return null;
        }
        try {
            List<Codec<Object>> parameters = new ArrayList<>();
            for (Type parameter : method.getGenericParameterTypes()) {
                parameters.add(codec(type, parameter));
            }
            Codec<Object> result =
                    method.getReturnType() == void.class ? null : codec(type, method.getGenericReturnType());
            return new ServiceMethod(signature(method), method, List.copyOf(parameters), result);
        } catch (IllegalArgumentException e) {
            if (method.isDefault()) {
                return null;
            }
            throw new IllegalArgumentException(
                    type.getName() + " cannot be served: its method " + signature(method)
                            + " cannot cross between processes: " + e.getMessage(),
                    e);
        }
    }

    private static Codec<Object> codec(Class<?> type, Type used) {
        if (used instanceof Class<?> raw && raw.isPrimitive()) {
            return Codecs.of(MethodType.methodType(raw).wrap().returnType());
        }
        if (used instanceof TypeVariable<?> variable && variable.getGenericDeclaration() instanceof Class<?> generic) {
            return Codecs.ofTypeArgumentIn(
                    type, generic, Arrays.asList(generic.getTypeParameters()).indexOf(variable));
        }
        return Codecs.of(used);
    }

    static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }

    boolean declares(Class<? extends Throwable> thrown) {
        return Arrays.stream(method.getExceptionTypes()).anyMatch(declared -> declared.isAssignableFrom(thrown));
    }

    /** Each argument with its length; -1 for null. */
    ByteBuffer encode(@Nullable Object @Nullable [] arguments) throws IOException {
        List<@Nullable ByteBuffer> parts = new ArrayList<>();
        int length = 0;
        for (int i = 0; i < parameters.size() && arguments != null; i++) {
            Object argument = arguments[i];
            ByteBuffer part = argument == null ? null : parameters.get(i).encode(argument);
            parts.add(part);
            length += Integer.BYTES + (part == null ? 0 : part.remaining());
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (ByteBuffer part : parts) {
            all.putInt(part == null ? NONE : part.remaining());
            if (part != null) {
                all.put(part.duplicate());
            }
        }
        return all.flip();
    }

    @Nullable
    Object[] decode(ByteBuffer arguments) throws IOException {
        @Nullable Object[] values = new @Nullable Object[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            int length = arguments.remaining() < Integer.BYTES ? Integer.MAX_VALUE : arguments.getInt();
            if (length != NONE) {
                if (length < 0 || length > arguments.remaining()) {
                    throw new IOException("argument " + (i + 1) + " is incomplete");
                }
                values[i] = parameters.get(i).decode(arguments.slice(arguments.position(), length));
                arguments.position(arguments.position() + length);
            }
        }
        return values;
    }
}
