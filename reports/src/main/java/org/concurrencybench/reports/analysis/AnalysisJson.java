package org.concurrencybench.reports.analysis;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The analysis as {@code analysis.json}: its records, field by field, in the order in which they are declared. */
public final class AnalysisJson {
    public static final String NAME = "analysis.json";

    // Line ends are fixed: equal input gives equal bytes on every system.
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(INDENT))
            .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
            .build();

    private AnalysisJson() {}

    public static String write(Analysis analysis) {
        return MAPPER.writeValueAsString(analysis) + "\n";
    }
}
