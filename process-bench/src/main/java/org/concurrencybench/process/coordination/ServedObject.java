package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.internal.broker.ServiceTarget;
import org.jspecify.annotations.Nullable;

/** The owner's side of a service: finds the method of a call, and calls the object. */
final class ServedObject implements ServiceTarget {
    private final Class<?> type;
    private final Object implementation;
    private final Map<String, ServiceMethod> methods;

    ServedObject(Class<?> type, Object implementation) {
        this.type = type;
        this.implementation = implementation;
        this.methods = ServiceMethod.all(type);
        for (ServiceMethod method : methods.values()) {
            try {
                method.method().setAccessible(true); // its interface need not be public
            } catch (InaccessibleObjectException e) {
                throw new IllegalArgumentException(
                        type.getName() + " cannot be served: its module does not open it to reflection", e);
            }
        }
    }

    @Override
    public ByteBuffer call(ByteBuffer arguments) {
        return result(arguments).encode();
    }

    private ServiceResult result(ByteBuffer arguments) {
        int length = arguments.remaining() < Short.BYTES ? 0 : arguments.getShort();
        if (length < 0 || length > arguments.remaining()) {
            return ServiceResult.failed("the name of the method is incomplete");
        }
        String signature = StandardCharsets.UTF_8
                .decode(arguments.slice(arguments.position(), length))
                .toString();
        arguments.position(arguments.position() + length);
        ServiceMethod method = methods.get(signature);
        if (method == null) {
            return ServiceResult.failed(
                    "the owner's version of " + type.getName() + " has no method " + signature + " that can be called");
        }
        try {
            return invoke(method, method.decode(arguments));
        } catch (IOException e) {
            return ServiceResult.failed("an argument of " + signature + " cannot be decoded: " + e.getMessage());
        }
    }

    private ServiceResult invoke(ServiceMethod method, @Nullable Object[] arguments) {
        Object result;
        try {
            result = method.method().invoke(implementation, arguments);
        } catch (InvocationTargetException e) {
            return ServiceResult.threw(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException | IllegalArgumentException e) {
            return ServiceResult.failed(method.signature() + " cannot be called: " + e.getMessage());
        }
        Codec<Object> codec = method.result();
        if (codec == null || result == null) {
            return ServiceResult.returned(null);
        }
        try {
            return ServiceResult.returned(codec.encode(result));
        } catch (IOException e) {
            return ServiceResult.failed(
                    "the result of " + method.signature() + " cannot be encoded: " + e.getMessage());
        }
    }
}
