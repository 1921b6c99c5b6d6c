package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.Stage.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.concurrencybench.process.coordination.Stage.Actor;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.internal.launch.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Shared objects leave nothing behind: neither files nor processes, and nothing in /dev/shm, where other libraries keep
 * theirs. {@link Stage#close} looks after every other test about deaths, too.
 */
@Timeout(300)
class NothingLeftTest {
    private static final Path SHARED_MEMORY_OF_THE_SYSTEM = Path.of("/dev/shm");

    /** The files that a process has mapped. */
    private static List<String> mapped(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/maps")).stream()
                .map(line -> line.split("\\s+", 6))
                .filter(parts -> parts.length == 6)
                .map(parts -> parts[5])
                .distinct()
                .toList();
    }

    @Test
    void closedCoordinatorAndKilledProcessesLeaveNeitherFilesNorProcesses() throws Exception {
        Path directory;
        List<Long> pids = new ArrayList<>();
        try (Stage stage = Stage.open()) {
            directory = stage.ownersDirectory();
            for (Actor actor : stage.play(Part.WRITE_MEMORY, 2)) {
                actor.awaitStep(1);
                pids.add(actor.pid());
                assertTrue(
                        mapped(actor.pid()).contains(stage.shared().memory().file()), "it has mapped what is shared");
                assertTrue(
                        mapped(actor.pid()).stream().noneMatch(file -> file.startsWith("/dev/shm/")),
                        "nothing of it stands in /dev/shm");
            }
            try (Stream<Path> files = Files.list(directory)) {
                assertTrue(files.count() >= 3, "a socket, words and memory");
            }
        }
        assertFalse(Files.exists(directory));
        assertTrue(pids.stream().noneMatch(Processes::runs), pids::toString);
        assertEquals(
                List.of(),
                mapped(ProcessHandle.current().pid()).stream()
                        .filter(file -> file.startsWith(SHARED_MEMORY_OF_THE_SYSTEM + "/"))
                        .toList());
    }

    @Test
    void nextCoordinatorRemovesWhatAKilledOwnerHasLeft() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            Path directory = stage.ownersDirectory();
            stage.killOwner();
            // Another JVM may be sweeping at this moment, and this one leaves the directory to it.
            eventually("removal of " + directory, () -> {
                Coordinator.start().close();
                return !Files.exists(directory);
            });
        }
    }

    @Test
    void stoppedOwnerIsNotTakenForADeadOneByTheNext() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            Path directory = stage.ownersDirectory();
            stage.stopOwner();
            RunDirectory.create().close();
            assertTrue(Files.exists(directory));
            stage.continueOwner();
            eventually("it serves", () -> stage.shared().queue().offer("item"));
        }
    }
}
