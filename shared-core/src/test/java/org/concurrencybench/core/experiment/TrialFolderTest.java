package org.concurrencybench.core.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialFolderTest {
    @TempDir
    private Path path;

    @Test
    void factsComeBackAsTheyWereWritten() throws Exception {
        TrialFolder folder = new TrialFolder(path);
        assertEquals(Map.of(), folder.facts());
        Map<String, String> facts = Map.of("collector", "G1 Young, G1 Old", "java", "25 = neü", "jvmArguments", "");
        folder.writeFacts(facts);
        assertEquals(facts, folder.facts());
    }

    @Test
    void everyCharacterComesBack() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            all.append((char) c);
        }
        TrialFolder folder = new TrialFolder(path);
        Map<String, String> facts = Map.of(" #! a=b:c\\u0041\n", all.toString());
        folder.writeFacts(facts);
        assertEquals(facts, folder.facts());
    }

    @Test
    void theFirstFailureIsKept() throws Exception {
        TrialFolder folder = new TrialFolder(path);
        assertEquals(Optional.empty(), folder.failure());
        folder.writeFailure("TASK", "first:\nthe cause");
        folder.writeFailure("TEARDOWN", "its consequence");
        assertEquals(Optional.of(new TrialFolder.Told("TASK", "first:\nthe cause")), folder.failure());
    }
}
