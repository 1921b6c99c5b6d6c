package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** A table of the documentation whose cells name classes of the process library, or of its tests, and their members. */
public final class DocumentedTable {
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*)\\.(\\w+)`");

    private static final String LIBRARY = "org.concurrencybench.process.";

    private static final List<String> ROOMS = List.of(
            LIBRARY + "api.",
            LIBRARY + "pool.",
            LIBRARY + "worker.",
            LIBRARY + "coordination.",
            LIBRARY + "coordination.ProcessLock$",
            LIBRARY + "connection.",
            LIBRARY + "internal.wire.",
            LIBRARY + "internal.transport.",
            LIBRARY + "internal.child.",
            LIBRARY + "internal.launch.",
            LIBRARY + "internal.broker.",
            LIBRARY + "frompython.",
            "org.concurrencybench.core.codec.");

    private DocumentedTable() {}

    /** The cells of each row of this many, of all tables of the page, without their headings. */
    public static List<List<String>> rows(String file, int cells) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", file))) {
            List<String> parts =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (parts.size() != cells + 2) {
                continue;
            }
            if (parts.get(1).equals("---")) {
                rows.removeLast(); // what stands above it is the heading
            } else {
                rows.add(parts.subList(1, cells + 1));
            }
        }
        return rows;
    }

    /** The cell names tests, one at least, and all exist. */
    public static void assertNamesTests(String cell) throws Exception {
        for (MatchResult name : names(cell)) {
            assertTrue(
                    methods(name).anyMatch(DocumentedTable::isTest),
                    name.group() + " is named, and there is no such test");
        }
    }

    /** The cell names members of classes, one at least, and all exist. */
    static void assertNamesMembers(String cell) throws Exception {
        for (MatchResult name : names(cell)) {
            assertTrue(methods(name).findAny().isPresent(), name.group() + " is named, and there is no such method");
        }
    }

    private static List<MatchResult> names(String cell) {
        List<MatchResult> names = NAME.matcher(cell).results().toList();
        assertTrue(!names.isEmpty(), "nothing is named in: " + cell);
        return names;
    }

    private static Stream<Method> methods(MatchResult name) throws ClassNotFoundException {
        Class<?> type = type(name.group(1));
        return Stream.<Class<?>>iterate(type, c -> c != null && c != Object.class, Class::getSuperclass)
                .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .filter(method -> method.getName().equals(name.group(2)));
    }

    private static Class<?> type(String simpleName) throws ClassNotFoundException {
        for (String room : ROOMS) {
            try {
                return Class.forName(room + simpleName);
            } catch (ClassNotFoundException e) {
                // it may stand in another one
            }
        }
        throw new ClassNotFoundException(simpleName + " is named, and stands in none of " + ROOMS);
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(ParameterizedTest.class)
                || method.isAnnotationPresent(FuzzTest.class);
    }
}
