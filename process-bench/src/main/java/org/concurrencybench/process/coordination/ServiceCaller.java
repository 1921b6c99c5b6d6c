package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.internal.broker.Answer;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;
import org.concurrencybench.process.internal.broker.Status;
import org.concurrencybench.process.internal.wire.ThrowableFormat;
import org.jspecify.annotations.Nullable;

/** The caller's side of a service: makes a call of each method of the interface. */
final class ServiceCaller implements InvocationHandler {
    private final SharedHandle handle;
    private final Class<?> type;
    private final ConcurrentHashMap<Method, Optional<ServiceMethod>> methods = new ConcurrentHashMap<>();

    ServiceCaller(SharedHandle handle, Class<?> type) {
        this.handle = handle;
        this.type = type;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(method, arguments);
        }
        ServiceMethod known = methods.computeIfAbsent(method, one -> Optional.ofNullable(ServiceMethod.of(type, one)))
                .orElse(null);
        return known == null ? here(proxy, method, arguments) : call(known, arguments);
    }

    private @Nullable Object ofObject(Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "toString" -> "service " + type.getName() + ", " + handle;
            case "hashCode" -> handle.hashCode();
            default -> arguments != null && isTheSame(arguments[0]); // equals
        };
    }

    /** Whether it is a stand-in for the same object. */
    private boolean isTheSame(@Nullable Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof ServiceCaller caller
                && caller.handle.equals(handle)
                && caller.type.equals(type);
    }

    /** A default method that cannot cross. */
    private @Nullable Object here(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Class<?> declaring = method.getDeclaringClass();
        if (Modifier.isPublic(declaring.getModifiers())) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
                .unreflectSpecial(method, declaring)
                .bindTo(proxy)
                .invokeWithArguments(arguments == null ? new Object[0] : arguments);
    }

    private @Nullable Object call(ServiceMethod method, @Nullable Object @Nullable [] arguments) throws Throwable {
        ByteBuffer encoded;
        try {
            encoded = method.encode(arguments);
        } catch (IOException e) {
            throw failure(method, "an argument cannot be encoded: " + e.getMessage(), e);
        }
        byte[] name = method.signature().getBytes(StandardCharsets.UTF_8);
        ByteBuffer request = ByteBuffer.allocate(Short.BYTES + name.length + encoded.remaining())
                .putShort((short) name.length)
                .put(name)
                .put(encoded)
                .flip();
        ServiceResult result = ServiceResult.decode(answer(method, request).values());
        return switch (result.kind()) {
            case RETURNED -> decoded(method, result.bytes());
            case RETURNED_NULL -> null;
            case THREW -> throw thrown(method, result.bytes());
            case FAILED -> throw failure(method, result.text(), null);
        };
    }

    private Answer answer(ServiceMethod method, ByteBuffer request) throws Throwable {
        try {
            Answer answer = method.declares(InterruptedException.class)
                    ? handle.call(Op.SERVICE_CALL, request, Port.FOREVER)
                    : handle.callNow(Op.SERVICE_CALL, request);
            if (answer.status() != Status.OK) {
                throw failure(method, "the coordinator is closed", null);
            }
            return answer;
        } catch (OwnerGoneException e) {
            if (method.declares(OwnerGoneException.class)) {
                throw e;
            }
            throw failure(method, e.getMessage(), e);
        } catch (IllegalStateException e) { // refused
            throw failure(method, e.getMessage(), e);
        }
    }

    private static @Nullable Object decoded(ServiceMethod method, ByteBuffer bytes) {
        Codec<Object> codec = method.result();
        try {
            return codec == null ? null : codec.decode(bytes);
        } catch (IOException e) {
            throw failure(method, "its result cannot be decoded: " + e.getMessage(), e);
        }
    }

    private Throwable thrown(ServiceMethod method, ByteBuffer bytes) {
        try {
            Throwable thrown = ThrownByService.rebuilt(type, method, ThrowableFormat.decode(bytes));
            if (thrown instanceof InterruptedException && Thread.interrupted()) {
                return thrown; // it is the interrupt that was passed on
            }
            return thrown;
        } catch (IOException e) {
            return failure(method, "it threw what cannot be decoded: " + e.getMessage(), e);
        }
    }

    private static ServiceException failure(ServiceMethod method, @Nullable String why, @Nullable Throwable cause) {
        return new ServiceException(
                "the call of " + method.method().getDeclaringClass().getName() + '.' + method.signature() + " failed: "
                        + why,
                cause);
    }
}
