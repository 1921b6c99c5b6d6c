package org.concurrencybench.core.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/**
 * Runs the parts of a task side by side, where the model has room for them: never on threads that wait for parts
 * themselves, so that however many tasks fan out at once, they cannot wait for each other for ever. A part must not fan
 * out again.
 *
 * <p>When a call ends, for whatever reason, parts that have not ended are cancelled: those that run are interrupted,
 * those that do not are not started. Whether it waits until they have stopped is the model's; most do not. A model that
 * runs parts one by one on the thread of the task interrupts none, and checks the time when one has ended.
 */
public interface FanOut {
    /**
     * Runs all parts and returns their outputs, in the order of the parts.
     *
     * @param timeout for all of them together, from now
     * @throws TimeoutException when some have not ended by then
     * @throws Exception what the first part that failed threw
     */
    <T> List<T> all(List<? extends Callable<? extends T>> parts, Duration timeout) throws Exception;

    /**
     * Runs the parts until one has succeeded, and returns its output.
     *
     * @param parts one or more
     * @param timeout for all of them together, from now
     * @throws TimeoutException when none has succeeded by then
     * @throws Exception what one of the parts threw, when all have failed
     */
    <T> T first(List<? extends Callable<? extends T>> parts, Duration timeout) throws Exception;
}
