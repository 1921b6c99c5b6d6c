package org.concurrencybench.async;

import org.concurrencybench.core.api.AsyncHttp;

/** What a stage is told that asks for a capability that no model of this family has. */
final class NotOffered {
    private NotOffered() {}

    static UnsupportedOperationException of(String model, Class<?> capability) {
        return new UnsupportedOperationException("model '" + model + "' offers chains no " + capability.getSimpleName()
                + "; it offers " + AsyncHttp.class.getSimpleName());
    }
}
