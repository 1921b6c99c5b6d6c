package org.concurrencybench.process.api;

import java.io.Serializable;

/**
 * A static method with one argument, given as a reference: {@code FunctionSpec.of(Shop::price)}. Workers find it by the
 * names of its class and of itself; no code and no object ever crosses. It is serializable so that it can be asked for
 * those names, and for nothing else.
 *
 * <p>A lambda has no name that a worker could know, and what it captures could not cross: it is refused.
 */
@FunctionalInterface
public interface StaticMethod<I, O> extends Serializable {
    /**
     * One task; see {@link WorkerFunction#run}.
     *
     * @throws Exception comes back to the submitter as data, in a {@link TaskFailedException}
     */
    O run(I input) throws Exception;
}
