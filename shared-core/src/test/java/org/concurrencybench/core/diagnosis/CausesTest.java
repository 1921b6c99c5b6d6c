package org.concurrencybench.core.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CausesTest {
    private static final String NEXT = "correct it.";

    @Test
    void anExceptionIsNamedInOneLineWithoutItsTrace() {
        Diagnosis diagnosis = Causes.of("task 3: run()", new IllegalStateException("first\nsecond"), NEXT);
        assertTrue(
                diagnosis.what().startsWith("task 3: run() threw java.lang.IllegalStateException: first, at "),
                diagnosis.what());
        assertEquals(1, diagnosis.what().lines().count());
        assertEquals(NEXT, diagnosis.next());
        assertTrue(diagnosis.details().contains("second"), diagnosis.details());
        assertTrue(diagnosis.details().contains("CausesTest"), diagnosis.details());
    }

    @Test
    void aLibraryThatIsMissingIsFoundUnderItsConsequences() {
        Throwable cause = new IllegalStateException("no parser", new NoClassDefFoundError("com/example/Parser"));
        Diagnosis diagnosis = Causes.of("open() of the workload", cause, NEXT);
        assertEquals(
                "open() of the workload needs the class com.example.Parser, which is not in any of the given jars",
                diagnosis.what().replaceFirst("; it was needed at org\\.\\S+$", ""));
        assertTrue(diagnosis.next().contains("--jars"), diagnosis.next());
    }

    @Test
    void aStaticInitializerThatFailedIsNoMissingLibrary() {
        Diagnosis second = Causes.of(
                "task 3: run()", new NoClassDefFoundError("Could not initialize class com.example.Tables"), NEXT);
        assertEquals("task 3: run(): the static initializer of com.example.Tables failed", second.what());
        Diagnosis first = Causes.of("task 3: run()", new ExceptionInInitializerError("no table"), NEXT);
        assertEquals("task 3: run(): the static initializer of a class failed", first.what());
    }

    @Test
    void throwablesThatCannotBePrintedAreNamedAllTheSame() {
        RuntimeException hostile = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("not even that");
            }
        };
        Diagnosis diagnosis = Causes.of("task 0: run()", hostile, NEXT);
        assertTrue(
                diagnosis
                        .what()
                        .startsWith("task 0: run() threw " + hostile.getClass().getName()),
                diagnosis.what());
    }

    @Test
    void causesThatGoRoundInACircleEnd() {
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);
        String what = Causes.of("x", one, NEXT).what();
        assertTrue(what.startsWith("x threw java.lang.Exception: one, at "), what);
    }

    @Test
    void aBlockHasNoEmptyLineAndDetailsStandApart() {
        Diagnosis diagnosis = new Diagnosis("what\n\n\nmore", "next", "details\n");
        assertEquals("what\nmore\nWhat to do: next\n\ndetails", diagnosis.text());
    }
}
