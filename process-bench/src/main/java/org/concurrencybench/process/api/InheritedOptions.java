package org.concurrencybench.process.api;

import java.lang.management.ManagementFactory;
import java.util.List;

/** Which of the arguments of this JVM say how its code behaves, and not how large it is or who watches it. */
final class InheritedOptions {
    private static final String INHERITED = "-D(?!com\\.sun\\.management).+" // their ports are taken
            + "|-(ea|da|esa|dsa)(:.*)?|-(enable|disable)(assertions|systemassertions)(:.*)?"
            + "|--enable-preview"
            + "|--(add-opens|add-exports|add-reads|add-modules|enable-native-access)=.*";

    private InheritedOptions() {}

    static List<String> get() {
        return of(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    static List<String> of(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.matches(INHERITED))
                .toList();
    }
}
