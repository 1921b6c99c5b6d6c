package org.concurrencybench.process.internal.launch;

import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;

/**
 * What the workers of an owner are, before there is one.
 *
 * @param slots how many tasks each of them runs at once
 * @param jvms how many of them share the machine's memory
 */
public record WorkerSpec<I, O>(WorkerOptions options, FunctionSpec<I, O> function, int slots, int jvms) {}
