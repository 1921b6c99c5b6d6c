package org.concurrencybench.reports.run;

import java.nio.file.Path;
import org.concurrencybench.reports.records.RunEnding;
import org.concurrencybench.reports.records.ShellWords;

/** Says what to type so that a run goes on. */
public final class ResumeHint {
    private ResumeHint() {}

    /** With the run in {@code folder}, which ended so; it needs nothing but the folder, and time. */
    public static String words(Path folder, RunEnding ending) {
        String where = ShellWords.quote(folder.toAbsolutePath().normalize().toString());
        String option = ending.shortOfTime() ? " --budget=TIME" : "";
        String property = ending.shortOfTime() ? " -Dbench.budget=TIME" : "";
        return "to resume" + (ending.shortOfTime() ? ", with more TIME in all, such as 20m" : "")
                + ": concurrency-bench run --resume --out=" + where + option + "\n"
                + "      with Maven: mvn verify -DskipTests -Dbench.resume=true -Dbench.out=" + where + property;
    }
}
