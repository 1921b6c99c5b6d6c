package org.concurrencybench.process.prices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.ResidentMemory;
import org.concurrencybench.core.prices.TimedOperation;

/** Processes that are started and end, or wait. */
final class RawLives {
    private RawLives() {}

    static Operation ofJvm() {
        return (TimedOperation) times -> {
            for (int i = 0; i < times; i++) {
                try (RawProcess jvm = RawProcess.start(RawChild.NOTHING)) {
                    jvm.join();
                }
            }
        };
    }

    static Operation ofProgram() {
        String program = program().orElseThrow().toString();
        return (TimedOperation) times -> {
            for (int i = 0; i < times; i++) {
                int code = new ProcessBuilder(program).start().waitFor();
                if (code != 0) {
                    throw new IOException(program + " ended with exit code " + code);
                }
            }
        };
    }

    /** Why there is no program that does nothing; empty where there is one. */
    static Optional<String> refusalOfProgram() {
        return program().isPresent()
                ? Optional.empty()
                : Optional.of("this system has neither /bin/true nor /usr/bin/true");
    }

    private static Optional<Path> program() {
        return Stream.of("/bin/true", "/usr/bin/true")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Operation waiting() {
        return new Operation() {
            @Override
            public int fixedTimes() {
                return 1;
            }

            @Override
            public double cost(int times) throws Exception {
                List<RawProcess> jvms = new ArrayList<>();
                try {
                    for (int i = 0; i < times; i++) {
                        jvms.add(RawProcess.start(RawChild.WAIT));
                    }
                    long bytes = 0;
                    for (RawProcess jvm : jvms) {
                        jvm.in().readByte();
                    }
                    for (RawProcess jvm : jvms) {
                        bytes += ResidentMemory.unshared(jvm.pid());
                    }
                    return bytes;
                } finally {
                    for (RawProcess jvm : jvms) {
                        jvm.close();
                    }
                }
            }
        };
    }
}
