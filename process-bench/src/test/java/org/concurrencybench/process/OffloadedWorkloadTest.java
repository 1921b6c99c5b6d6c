package org.concurrencybench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in for a workload or a context passes everything on, also what is added to their interfaces later. */
class OffloadedWorkloadTest {
    private record Call(Method method, List<Object> arguments) {}

    /** Remembers how it is called, and returns what no default method does. */
    private static final class Original {
        private final List<Call> calls = new ArrayList<>();
        private final List<Object> returned = new ArrayList<>();

        private <T> T as(Class<T> type) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
                        calls.add(new Call(method, given == null ? List.of() : Arrays.asList(given)));
                        Object value = value(method.getReturnType());
                        returned.add(value);
                        return value;
                    }));
        }
    }

    private static Object value(Class<?> type) {
        if (type == void.class) {
            return null;
        } else if (type == boolean.class) {
            return true;
        } else if (type == int.class) {
            return 7;
        } else if (type == long.class) {
            return 42L;
        } else if (type == double[].class) {
            return new double[] {1.5};
        } else if (type == String.class) {
            return "original";
        } else if (type == Class.class) {
            return Runnable.class;
        } else if (type == Duration.class) {
            return Duration.ofMillis(3);
        } else if (type == OptionalLong.class) {
            return OptionalLong.of(43);
        } else if (type == List.class) {
            return new ArrayList<>();
        } else if (type.isAssignableFrom(CompletableFuture.class) && type != Object.class) {
            return new CompletableFuture<>();
        } else if (type.isInterface()) {
            return new Original().as(type);
        }
        return new Object();
    }

    private static Stream<Method> methodsOf(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.getName().equals("compute"));
    }

    static Stream<Method> workload() {
        return methodsOf(Workload.class);
    }

    static Stream<Method> contexts() {
        return Stream.concat(methodsOf(TaskContext.class), methodsOf(AsyncContext.class));
    }

    @ParameterizedTest
    @MethodSource("workload")
    void everyMethodOfAWorkloadIsPassedOn(Method method) throws Exception {
        Original original = new Original();
        isPassedOn(method, original, new OffloadedWorkload<Object, Object>(workload(original), null));
    }

    @SuppressWarnings("unchecked") // of a proxy
    private static Workload<Object, Object> workload(Original original) {
        return original.as(Workload.class);
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void everyMethodOfAContextIsPassedOn(Method method) throws Exception {
        Original original = new Original();
        isPassedOn(
                method,
                original,
                method.getDeclaringClass() == TaskContext.class
                        ? new OffloadingTaskContext(original.as(TaskContext.class), null)
                        : new OffloadingAsyncContext(original.as(AsyncContext.class), null));
    }

    private static void isPassedOn(Method method, Original original, Object standIn) throws Exception {
        Object[] arguments = Stream.of(method.getParameterTypes())
                .map(OffloadedWorkloadTest::value)
                .toArray();
        Object value = method.invoke(standIn, arguments);
        assertEquals(1, original.calls.size(), method + " is not passed on, or not once");
        Call call = original.calls.getFirst();
        assertEquals(method, call.method());
        for (int i = 0; i < arguments.length; i++) {
            Object passed = call.arguments().get(i);
            switch (arguments[i]) {
                case TaskContext own ->
                    assertSame(
                            own,
                            assertInstanceOf(OffloadingTaskContext.class, passed)
                                    .own());
                case AsyncContext own ->
                    assertSame(
                            own,
                            assertInstanceOf(OffloadingAsyncContext.class, passed)
                                    .own());
                default -> assertSame(arguments[i], passed);
            }
        }
        assertSame(original.returned.getFirst(), value, method + " returns something else");
    }
}
