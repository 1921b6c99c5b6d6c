package org.concurrencybench.reports.records;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code results.jsonl} as far as its lines are whole. */
final class ResultsReader {
    private final Path file;
    private final JsonMapper mapper;
    private final List<TrialRecord> trials = new ArrayList<>();
    private final List<Resumption> resumptions = new ArrayList<>();
    private final List<RunResults.Fault> faults = new ArrayList<>();
    private final RecordCheck check = new RecordCheck();
    private final List<PriceRecord> prices = new ArrayList<>();
    private @Nullable PricesPlanned pricesPlanned;
    private @Nullable RunHeader header;
    private @Nullable RunEnd end;

    ResultsReader(Path file, JsonMapper mapper) {
        this.file = file;
        this.mapper = mapper;
    }

    RunResults read() throws IOException {
        // A line that was torn inside a character decodes to something, which is no JSON either.
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        requireHeader(lines);
        boolean torn = false;
        for (int number = 1; number <= lines.size(); number++) {
            try {
                take(number, line(lines.get(number - 1)));
            } catch (JacksonException e) {
                if (number == lines.size() && number > 1) {
                    torn = true;
                    break;
                }
                throw new IOException(
                        file + ", line " + number + " is not a record of this suite: " + RecordCheck.cause(e), e);
            }
        }
        if (header == null) {
            throw new IllegalStateException("a header was required");
        }
        return new RunResults(header, trials, resumptions, end, torn, faults, new PriceResults(pricesPlanned, prices));
    }

    /** The first line alone. */
    RunHeader readHeader() throws IOException {
        List<String> first;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            first = in.lines().limit(1).toList();
        }
        requireHeader(first);
        try {
            RunHeader read = mapper.readerFor(RunHeader.class).readValue(first.getFirst());
            refuse(1, RecordCheck.header(read));
            return read;
        } catch (JacksonException e) {
            throw new IOException(file + ", line 1 is not a header of this suite: " + RecordCheck.cause(e), e);
        }
    }

    private Line line(String text) {
        @Nullable Line line = mapper.readerFor(Line.class).readValue(text);
        if (line == null) {
            throw new StreamReadException("it says null");
        }
        return line;
    }

    private void take(int number, Line line) throws IOException {
        switch (line) {
            case RunHeader first -> {
                if (number > 1) {
                    throw new IOException(
                            file + ", line " + number + " is a second header: two runs have been joined in"
                                    + " one file; cut it in front of that line and report each run by itself");
                }
                refuse(number, RecordCheck.header(first));
                header = first;
            }
            case TrialRecord trial -> {
                Optional<String> fault = check.trial(trial, number);
                if (fault.isPresent()) {
                    faults.add(new RunResults.Fault(number, fault.get()));
                } else {
                    trials.add(trial);
                }
                end = null; // the run was resumed after its end
            }
            case PricesPlanned planned -> {
                refuse(number, planned.fault());
                pricesPlanned = planned;
            }
            case PriceRecord price -> {
                Optional<String> fault = check.price(price, number);
                if (fault.isPresent()) {
                    faults.add(new RunResults.Fault(number, fault.get()));
                } else {
                    prices.add(price);
                }
                end = null;
            }
            case Resumption resumption -> {
                refuse(number, RecordCheck.resumption(resumption));
                resumptions.add(resumption);
                end = null;
            }
            case RunEnd last -> {
                refuse(number, RecordCheck.end(last));
                end = last;
            }
        }
    }

    private void refuse(int number, Optional<String> fault) throws IOException {
        if (fault.isPresent()) {
            throw new IOException(file + ", line " + number + ": " + fault.get()
                    + ". No run writes that: take the file as it was before it was edited");
        }
    }

    private void requireHeader(List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            throw new IOException(file + " is empty: its run was ended before it had recorded anything");
        }
        JsonNode first;
        try {
            first = mapper.readTree(lines.getFirst());
        } catch (JacksonException e) {
            throw new IOException(
                    lines.size() == 1
                            ? file + " holds nothing but the beginning of a header: its run was ended while it wrote it"
                            : file + ", line 1 is not a header of this suite: " + e.getOriginalMessage(),
                    e);
        }
        if (!first.path("line").asString("").equals("header")) {
            throw new IOException(
                    file + " has no header line: it is not the result of a run, or it has lost its first line");
        }
        int schema = first.path("schema").asInt(0);
        if (schema != RunHeader.SCHEMA) {
            throw new IOException(file + " is of format " + schema + ", written by version "
                    + first.path("suite").asString("unknown") + " of this suite; this version reads format "
                    + RunHeader.SCHEMA + ": use the one that wrote it");
        }
    }
}
