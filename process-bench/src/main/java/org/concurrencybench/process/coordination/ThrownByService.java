package org.concurrencybench.process.coordination;

import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import java.util.stream.Stream;
import org.concurrencybench.process.api.ThrowableData;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a service threw again in the caller: of the same class, where that is a {@link RuntimeException} or
 * declared by the method, and has a constructor that takes the message; else a {@link ServiceException}. Causes are
 * stand-ins that print like the originals.
 */
final class ThrownByService {
    private ThrownByService() {}

    static Throwable rebuilt(Class<?> type, ServiceMethod method, ThrowableData data) {
        Throwable made = made(type, method, data);
        if (made == null) {
            return new ServiceException(
                    "the call of " + type.getName() + '.' + method.signature() + " threw " + data.summary(),
                    data.standIn());
        }
        made.setStackTrace(Stream.concat(data.frames().stream(), Stream.of(new Throwable().getStackTrace()))
                .toArray(StackTraceElement[]::new));
        for (ThrowableData suppressed : data.suppressed()) {
            made.addSuppressed(suppressed.standIn());
        }
        return made;
    }

    private static @Nullable Throwable made(Class<?> type, ServiceMethod method, ThrowableData data) {
        try {
            Class<?> named = Class.forName(data.className(), false, type.getClassLoader());
            if (!Throwable.class.isAssignableFrom(named)) {
                return null;
            }
            Class<? extends Throwable> thrown = named.asSubclass(Throwable.class);
            if (!RuntimeException.class.isAssignableFrom(thrown) && !method.declares(thrown)) {
                return null;
            }
            Throwable made = instance(thrown, data.message());
            if (!Objects.equals(made.getMessage(), data.message())) {
                return null; // its constructor makes a text of its own
            }
            ThrowableData cause = data.cause();
            if (cause != null) {
                made.initCause(cause.standIn());
            }
            return made;
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            return null; // the class is not here, or has no such constructor, or that fails
        }
    }

    private static Throwable instance(Class<? extends Throwable> thrown, @Nullable String message)
            throws InvocationTargetException, InstantiationException, IllegalAccessException, NoSuchMethodException {
        if (message == null) {
            var constructor = thrown.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        }
        var constructor = thrown.getDeclaredConstructor(String.class);
        constructor.setAccessible(true);
        return constructor.newInstance(message);
    }
}
