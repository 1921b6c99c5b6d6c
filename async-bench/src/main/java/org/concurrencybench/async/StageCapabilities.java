package org.concurrencybench.async;

import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.model.OnDemand;

/** What stages may ask for: HTTP, by the client of their model. */
final class StageCapabilities {
    private StageCapabilities() {}

    /**
     * What {@link org.concurrencybench.core.api.AsyncContext#capability} returns.
     *
     * @param model the id of the model
     * @throws UnsupportedOperationException when it is nothing that a model of this family has
     */
    static <C> C find(String model, Class<C> type, OnDemand<? extends AsyncHttp> http) {
        if (type == AsyncHttp.class) {
            return type.cast(http.get());
        }
        throw new UnsupportedOperationException("model '" + model + "' offers chains no " + type.getSimpleName()
                + "; it offers " + AsyncHttp.class.getSimpleName());
    }
}
