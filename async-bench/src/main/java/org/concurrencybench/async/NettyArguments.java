package org.concurrencybench.async;

import java.util.List;

/** What a measured JVM is given that runs Netty. */
final class NettyArguments {
    private NettyArguments() {}

    /**
     * No native transport: it would be another one on each system, and newer JDKs warn of libraries that are loaded.
     * Nothing about {@code sun.misc.Unsafe}: from Java 24 on Netty leaves it alone by itself, before that nothing
     * warns.
     */
    static List<String> all() {
        return List.of("-Dio.netty.transport.noNative=true");
    }
}
