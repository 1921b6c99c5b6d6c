package org.concurrencybench.reports.findings;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** An analysis as JSON: its records, field by field, in the order in which they are declared. */
public final class AnalysisJson {
    /** The file beside the page. */
    public static final String NAME = "analysis.json";

    // Line ends are fixed: equal input gives equal bytes on every system.
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(INDENT))
            .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
            .build();

    private AnalysisJson() {}

    /** {@code analysis}, of one run or of what two have in common, as text that ends with a line feed. */
    public static String write(Record analysis) {
        return MAPPER.writeValueAsString(analysis) + "\n";
    }
}
