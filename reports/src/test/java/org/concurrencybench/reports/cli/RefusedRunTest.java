package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be run is refused before anything is touched, in one message that names it. */
class RefusedRunTest {
    @TempDir
    private Path folder;

    @Test
    void whatTheCommandLineCannotMeanIsRefused() {
        assertRefused("'platform'", "--models=platform");
        assertRefused("'sha'", "--workloads=sha");
        assertRefused("'size'", "--workloads=sleep", "--params=sleep.size=1");
        assertRefused("'soon'", "--workloads=sleep", "--params=sleep.latency=soon");
        assertRefused("'many'", "--tasks=many");
        assertRefused("bench.tasks (--tasks) must be 1 or more", "--tasks=0");
        assertRefused("bench.rounds (--rounds) must be 1 or more", "--rounds=0");
        assertRefused("'x'", "--rounds=x");
        assertRefused("bench.budget (--budget): 'soon' is not a duration", "--budget=soon");
        assertRefused("the budget must be 1s or more", "--budget=1ms");
        assertRefused("bench.precision (--precision) cannot be '10'", "--precision=10");
        assertRefused("precision must be above 0 %", "--precision=0%");
        assertRefused("models has 'sequential' twice", "--models=sequential,sequential");
        assertRefused("there is no java executable at", "--jvm=nowhere");
        assertRefused("nowhere", "--jvm=" + System.getProperty("java.home") + ",nowhere");
        assertRefused("is planned twice", "--workloads=sleep,sleep");
        assertRefused("cannot be combined with bench.resume (--resume)", "--dry-run", "--resume");
        assertRefused("cpus cannot be 100000", "--cpus=100000");
        assertRefused("no run to resume in", "--resume");
        assertRefused("Did you mean 'platform-pool'?", "--models=platfrom-pool");
        assertRefused("Did you mean 'sha256'?", "--workloads=sha");
        assertRefused("Did you mean 'quick'?", "--plan=quik");
        assertRefused("bench.models (--models) is empty", "--models=,");
    }

    @Test
    void anEmptyFolderIsNotTheCurrentOne() {
        for (String out : List.of("--out=", "--out= ")) {
            EndedCommand ended = EndedCommand.of("run", "--plan=smoke", "--dry-run", out);
            assertEquals(2, ended.exit(), ended::toString);
            assertTrue(ended.err().contains("bench.out (--out) is empty"), ended::toString);
        }
    }

    @Test
    void whatAModelCanNeverRunWithIsRefusedBeforeAnythingIsMeasured() {
        assertRefused("'platform-pool' cannot run with concurrency 'unbounded'", "--concurrency=unbounded");
        assertRefused("workload 'sleep'", "--concurrency=unbounded", "--workloads=sleep", "--models=process-pool");
        assertRefused("process-per-task cannot run", "--concurrency=5000", "--models=process-per-task");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the program that is no java is a shell script")
    void aProgramThatIsNoJavaIsNotMeasured() throws Exception {
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\necho hello\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertRefused(program + " is not a java executable", "--jvm=" + program);
    }

    @Test
    void blanksInListsBelongToNobody() {
        EndedCommand ended = EndedCommand.of(
                "run", "--out=" + folder.resolve("x"), "--models= sequential, platform-pool", "--workloads=sleep, nil");
        assertTrue(ended.err().contains("unknown workload 'nil'"), ended::toString);
    }

    @Test
    void whatIsTypedDoesNotCommandTheTerminal() {
        assertRefused("unknown model '?[2Jmine'", "--models=\u001b[2Jmine");
    }

    private void assertRefused(String what, String... options) {
        Path out = folder.resolve("refused");
        List<String> arguments = new ArrayList<>(List.of("run", "--out=" + out));
        arguments.addAll(List.of(options));
        EndedCommand ended = EndedCommand.of(arguments.toArray(String[]::new));
        assertEquals(2, ended.exit(), ended::toString);
        assertTrue(ended.err().startsWith("error: "), ended::toString);
        assertEquals(1, ended.err().split("error: ", -1).length - 1, ended::toString);
        assertTrue(ended.err().contains(what), ended::toString);
        assertFalse(ended.err().contains("\tat "), ended::toString);
        assertFalse(Files.exists(out), ended::toString);
    }
}
