package org.concurrencybench.process.api;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a worker needs to know to find a static method.
 *
 * @param type the name of its class
 * @param descriptor of its parameter and its result, as class files have it
 */
record MethodName(String type, String method, String descriptor) {
    private static final String TYPE = "method.class";
    private static final String METHOD = "method.name";
    private static final String DESCRIPTOR = "method.descriptor";

    private static final String INSTEAD =
            ": give a reference to a static method (Shop::price), or the class of a WorkerFunction";

    /**
     * The name of what {@code reference} refers to.
     *
     * @throws IllegalArgumentException when that is no static method with one argument
     */
    static Method find(StaticMethod<?, ?> reference) {
        SerializedLambda form = form(reference);
        MethodName name = new MethodName(
                form.getImplClass().replace('/', '.'), form.getImplMethodName(), form.getImplMethodSignature());
        Method method;
        try {
            method = name.method(reference.getClass().getClassLoader());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(name + " cannot be found by its name" + INSTEAD, e);
        }
        if (method != null && method.isSynthetic()) {
            throw new IllegalArgumentException("a lambda of " + name.type
                    + " cannot cross to another process: it has no name that a worker could find, and what it captures stays here"
                    + INSTEAD);
        }
        if (method == null // a constructor
                || form.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic
                || !Modifier.isStatic(method.getModifiers())
                || method.getParameterCount() != 1) {
            throw new IllegalArgumentException(
                    name + " is no static method with one argument, so workers could not call it without an object"
                            + INSTEAD);
        }
        return method;
    }

    private static SerializedLambda form(StaticMethod<?, ?> reference) {
        Class<?> type = reference.getClass();
        try {
            Method replace = type.getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            if (replace.invoke(reference) instanceof SerializedLambda form) {
                return form;
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "an object of " + type.getName() + " cannot cross to another process" + INSTEAD, e);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "the module of " + type.getName()
                            + " keeps the name of its method to itself: open its package, or give the class of a WorkerFunction",
                    e);
        }
        throw new IllegalArgumentException(type.getName() + " does not name its method" + INSTEAD);
    }

    static MethodName of(Method method) {
        return new MethodName(
                method.getDeclaringClass().getName(),
                method.getName(),
                MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                        .toMethodDescriptorString());
    }

    /** Null where the class has none like that. */
    @Nullable
    Method method(@Nullable ClassLoader loader) throws ClassNotFoundException {
        for (Method candidate : Class.forName(type, false, loader).getDeclaredMethods()) {
            if (candidate.getName().equals(method) && of(candidate).equals(this)) {
                return candidate;
            }
        }
        return null;
    }

    /** What {@link #of(Map)} reads. */
    Map<String, String> asSetup() {
        return Map.of(TYPE, type, METHOD, method, DESCRIPTOR, descriptor);
    }

    static MethodName of(Map<String, String> setup) {
        return new MethodName(
                setup.getOrDefault(TYPE, ""), setup.getOrDefault(METHOD, ""), setup.getOrDefault(DESCRIPTOR, ""));
    }

    /** The type of its only parameter, in a box if it is primitive. */
    static Type parameter(Method method) {
        return boxed(method.getGenericParameterTypes()[0]);
    }

    /** The type of its result, in a box if it is primitive. */
    static Type result(Method method) {
        return boxed(method.getGenericReturnType());
    }

    private static Type boxed(Type type) {
        return type instanceof Class<?> known
                ? MethodType.methodType(known).wrap().returnType()
                : type;
    }

    @Override
    public String toString() {
        return type + "." + method;
    }
}
