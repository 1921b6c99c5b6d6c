package org.concurrencybench.reports.run.jars;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.concurrencybench.reports.plan.Cell;

/**
 * What measured JVMs carry of the suite. None of the libraries of the runner alone is among them: those for JSON, the
 * page, the command line.
 */
enum SuiteLibrary {
    // The suite's own jars and JMH come before the user's: the runner and the measured JVMs speak with each other by
    // their classes.
    CORE("concurrency-bench-core", "org.concurrencybench.core.api.Workload", Part.HARNESS),
    THREADS("concurrency-bench-threads", "org.concurrencybench.threads.ThreadsBenchmark", Part.HARNESS),
    ASYNC("concurrency-bench-async", "org.concurrencybench.async.AsyncBenchmark", Part.HARNESS),
    PROCESS("concurrency-bench-process", "org.concurrencybench.process.ProcessBenchmark", Part.HARNESS),
    JMH("jmh-core", "org.openjdk.jmh.runner.ForkedMain", Part.HARNESS),

    // Where the user brings one of these, with the class that is named here, the suite's stays away altogether.
    MATH("commons-math3", "org.apache.commons.math3.stat.descriptive.StatisticalSummary", "the results of JMH"),
    KRYO("kryo5", "com.esotericsoftware.kryo.kryo5.Kryo", "records that cross to worker processes"),
    HTTP_CLIENT("httpclient5", "org.apache.hc.client5.http.classic.HttpClient", "the suite's HTTP clients"),
    HTTP_CORE("httpcore5", "org.apache.hc.core5.http.HttpHost", "the suite's HTTP clients"),
    HTTP_2("httpcore5-h2", "org.apache.hc.core5.http2.H2Error", "the suite's HTTP clients"),
    ASM("asm", "org.objectweb.asm.ClassReader", "the workload classfile-parse"),
    NETTY_BUFFER("netty-buffer", "io.netty.buffer.ByteBuf", Models.LOOPS),
    NETTY_CODEC_BASE("netty-codec-base", "io.netty.handler.codec.ByteToMessageDecoder", Models.LOOPS),
    NETTY_CODEC_COMPRESSION("netty-codec-compression", "io.netty.handler.codec.compression.ZlibDecoder", Models.LOOPS),
    NETTY_CODEC_DNS("netty-codec-dns", "io.netty.handler.codec.dns.DnsQuery", Models.REACTOR),
    NETTY_CODEC_HTTP("netty-codec-http", "io.netty.handler.codec.http.HttpClientCodec", Models.LOOPS),
    NETTY_CODEC_HTTP2("netty-codec-http2", "io.netty.handler.codec.http2.Http2Frame", Models.REACTOR),
    NETTY_CODEC_SOCKS("netty-codec-socks", "io.netty.handler.codec.socksx.SocksMessage", Models.REACTOR),
    NETTY_COMMON("netty-common", "io.netty.util.ReferenceCounted", Models.LOOPS),
    NETTY_HANDLER("netty-handler", "io.netty.handler.timeout.IdleStateHandler", Models.LOOPS),
    NETTY_HANDLER_PROXY("netty-handler-proxy", "io.netty.handler.proxy.ProxyHandler", Models.REACTOR),
    NETTY_RESOLVER("netty-resolver", "io.netty.resolver.AddressResolver", Models.LOOPS),
    NETTY_RESOLVER_DNS("netty-resolver-dns", "io.netty.resolver.dns.DnsNameResolver", Models.REACTOR),
    NETTY_TRANSPORT("netty-transport", "io.netty.channel.EventLoop", Models.LOOPS),
    NETTY_UNIX("netty-transport-native-unix-common", "io.netty.channel.unix.UnixChannel", Models.LOOPS),
    REACTIVE_STREAMS("reactive-streams", "org.reactivestreams.Publisher", Models.REACTOR),
    REACTOR("reactor-core", "reactor.core.publisher.Mono", Models.REACTOR),
    REACTOR_NETTY("reactor-netty-core", "reactor.netty.Connection", Models.REACTOR),
    REACTOR_NETTY_HTTP("reactor-netty-http", "reactor.netty.http.client.HttpClient", Models.REACTOR),
    HISTOGRAM("HdrHistogram", "org.HdrHistogram.Histogram", "latencies of tasks that arrive on a schedule"),
    HIKARI("HikariCP", "com.zaxxer.hikari.HikariDataSource", "the suite's pools of database connections"),
    H2("h2", "org.h2.Driver", "the workload jdbc-query"),
    POSTGRESQL("postgresql", "org.postgresql.Driver", "the workload jdbc-query"),
    SLF4J("slf4j-api", "org.slf4j.LoggerFactory", "the suite's HTTP clients and pools of database connections"),
    /**
     * Only keeps the one before from saying that nobody listens; whoever brings a part of SLF4J has an opinion on that.
     */
    SLF4J_SILENCE("slf4j-nop", "org.slf4j.nop.NOPServiceProvider", Part.SILENCE);

    /** How a library of the suite gets on with the user's. */
    private enum Part {
        HARNESS,
        LIBRARY,
        SILENCE
    }

    /** The models that alone use some of the libraries. */
    private enum Models {
        LOOPS("event-loop and reactor"),
        REACTOR("reactor"),
        ALL("");

        private static final String AND = " and ";

        private final String names;

        Models(String names) {
            this.names = names;
        }

        private boolean has(String id) {
            return this == ALL || List.of(names.split(AND)).contains(id);
        }

        private String use() {
            return (names.contains(AND) ? "the models " : "the model ") + names;
        }
    }

    private static final String WHY_OURS =
            "the runner and the measured JVMs speak with each other by these classes. Leave them out of the"
                    + " jar: with Maven, give them the scope 'provided'";
    private static final List<String> ANY_LOGGING = List.of(
            "org/slf4j/LoggerFactory.class",
            "org/slf4j/impl/StaticLoggerBinder.class",
            "META-INF/services/org.slf4j.spi.SLF4JServiceProvider");

    private final String artifact;
    private final String needed;
    private final Part part;
    private final Models models;
    private final String use;

    SuiteLibrary(String artifact, String needed, String use) {
        this(artifact, needed, Part.LIBRARY, Models.ALL, use);
    }

    SuiteLibrary(String artifact, String needed, Models models) {
        this(artifact, needed, Part.LIBRARY, models, models.use());
    }

    SuiteLibrary(String artifact, String needed, Part part) {
        this(artifact, needed, part, Models.ALL, "");
    }

    SuiteLibrary(String artifact, String needed, Part part, Models models, String use) {
        this.artifact = artifact;
        this.needed = needed;
        this.part = part;
        this.models = models;
        this.use = use;
    }

    /** Its artifact's name. */
    String artifact() {
        return artifact;
    }

    /** The jar or folder of classes that this JVM has it from; empty where it runs without. */
    Optional<Path> path() {
        try {
            return ClassLocation.of(Class.forName(needed, false, SuiteLibrary.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Whether it comes before the user's jars. */
    boolean isHarness() {
        return part == Part.HARNESS;
    }

    /** Whether versions matter: where they differ, the user is told. */
    boolean isTold() {
        return part != Part.SILENCE;
    }

    /** Whether the suite's stays away from a class path with {@code users} on it. */
    boolean yieldsTo(JarContents users) {
        return switch (part) {
            case HARNESS -> false;
            case LIBRARY -> users.has(needed.replace('.', '/') + ".class");
            case SILENCE -> ANY_LOGGING.stream().anyMatch(users::has);
        };
    }

    /**
     * Whether it is of use to trials of {@code cell}, as far as its model is the suite's, or wraps one of the suite's.
     */
    boolean isNeededBy(Cell cell) {
        return models.has(cell.model()) || cell.settings().values().stream().anyMatch(models::has);
    }

    /** What the suite uses it for, or why the user's cannot be used. */
    String why() {
        return isHarness() ? WHY_OURS : use;
    }
}
