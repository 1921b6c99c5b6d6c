package org.concurrencybench.async;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;

/** Where Netty logs. */
final class LoopLogging {
    private LoopLogging() {}

    /**
     * To SLF4J, which is silent unless the user brings a logger. By itself Netty takes a silent one for none and logs
     * to the JDK's, that is to standard error. To be called before anything else of Netty.
     */
    static void toSlf4j() {
        InternalLoggerFactory.setDefaultFactory(Slf4JLoggerFactory.INSTANCE);
    }
}
