package org.concurrencybench.reports.records;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One line of {@code results.jsonl}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "line")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunHeader.class, name = "header"),
    @JsonSubTypes.Type(value = TrialRecord.class, name = "trial"),
    @JsonSubTypes.Type(value = Resumption.class, name = "resumption"),
    @JsonSubTypes.Type(value = PricesPlanned.class, name = "prices"),
    @JsonSubTypes.Type(value = PriceRecord.class, name = "price"),
    @JsonSubTypes.Type(value = RunEnd.class, name = "end")
})
public sealed interface Line permits RunHeader, TrialRecord, PricesPlanned, PriceRecord, Resumption, RunEnd {}
