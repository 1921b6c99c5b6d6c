package org.concurrencybench.process.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class InheritedOptionsTest {
    @Test
    void commandLineOptionsThatSayHowCodeBehavesAreInherited() {
        List<String> mixed = List.of(
                "-Dgreeting=hello",
                "-Dcom.sun.management.jmxremote.port=9999",
                "-ea:com.example...",
                "-esa",
                "--enable-preview",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-modules=jdk.net",
                "-Xmx4g",
                "-XX:+UseZGC",
                "-javaagent:/tmp/agent.jar",
                "-Xlog:gc",
                "-agentlib:jdwp=transport=dt_socket,server=y");
        assertEquals(
                List.of(
                        "-Dgreeting=hello",
                        "-ea:com.example...",
                        "-esa",
                        "--enable-preview",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-modules=jdk.net"),
                InheritedOptions.of(mixed));
        var options =
                WorkerOptions.defaults().withJvmArguments(List.of("-Xmx64m")).withInheritedOptions();
        assertEquals("-Xmx64m", options.jvmArguments().getLast(), "those that were given win");
    }
}
