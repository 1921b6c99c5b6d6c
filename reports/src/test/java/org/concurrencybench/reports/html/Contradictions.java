package org.concurrencybench.reports.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Reads the first screen of a page as a reader does, and finds the statements that cannot both be true, or that the
 * records do not bear out: header, answers and matrix, and what warnings and environment say of the same things.
 */
final class Contradictions {
    private static final Pattern RANGE = Pattern.compile("(\\d[\\d.]*)(?:–(\\d[\\d.]*))?×");
    private static final Pattern MORE = Pattern.compile("about (\\d+) more (trial|round)s?");

    /** One field of the matrix: a model on a workload. */
    private record Field(String model, String words, String ratio) {
        boolean isSlower() {
            return words.contains("slower");
        }

        boolean isEqual() {
            return words.equals("practically equal");
        }

        boolean isOpen() {
            return words.startsWith("can't tell");
        }

        boolean isSteady() {
            return !words.endsWith("not steady");
        }

        /** Faster, equal or neither: the kinds of verdict that one ratio cannot have at once. */
        String kind() {
            return isSlower() ? "slower" : isOpen() ? "can't tell" : words;
        }
    }

    private final RunResults run;
    private final Document page;
    private final double precision;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<String> found = new ArrayList<>();

    private Contradictions(RunResults run, String html) {
        this.run = run;
        this.page = Jsoup.parse(html);
        this.precision = run.header().precision();
        for (Element fact : page.select("dl.facts > div")) {
            facts.put(fact.select("dt").text(), text(fact.select("dd").first()));
        }
    }

    /** Empty when all that is said agrees. */
    static List<String> of(RunResults run, String html) {
        Contradictions all = new Contradictions(run, html);
        all.counts();
        all.rounds();
        Map<String, Field> byRatio = new LinkedHashMap<>();
        List<String> states = new ArrayList<>();
        for (Element answer : all.page.select(".answers > li")) {
            states.add(all.experiment(answer, byRatio));
        }
        all.ending(states);
        return all.found;
    }

    private void counts() {
        long measured = run.trials().stream().filter(TrialRecord::measured).count();
        String trials = facts.getOrDefault("trials", "");
        claim(trials.startsWith(measured + " measured, " + (run.trials().size() - measured) + " failed, "), trials);
        claim(
                facts.getOrDefault("warnings", "")
                                .equals(""
                                        + page.select("#warnings > .warnings").stream()
                                                .limit(1)
                                                .mapToInt(list ->
                                                        list.select("> li").size())
                                                .sum())
                        || page.select("#warnings > p").text().startsWith("None."),
                "warnings: " + facts.get("warnings"));
    }

    /** "5 rounds" and "every cell once a round" are said only where every planned cell was tried in each of them. */
    private void rounds() {
        int rounds = run.trials().stream().mapToInt(TrialRecord::round).max().orElse(0);
        Map<String, Set<Integer>> tried = run.trials().stream()
                .collect(Collectors.groupingBy(
                        TrialRecord::cell, Collectors.mapping(TrialRecord::round, Collectors.toSet())));
        boolean whole = run.header().cells().stream()
                .map(Cell::id)
                .allMatch(id -> tried.getOrDefault(id, Set.of()).size() == rounds);
        String trials = facts.getOrDefault("trials", "");
        claim(trials.endsWith(" " + rounds + (rounds == 1 ? " round" : " rounds")), trials);
        claim(whole || trials.contains("up to "), trials + ", though some cells have fewer");
        String environment = page.select("#environment tr").stream()
                .filter(row -> row.select("th").text().equals("rounds"))
                .map(Contradictions::text)
                .collect(Collectors.joining());
        claim(whole || !environment.contains("every cell once a round"), environment);
    }

    /** Returns how far it is said to be. */
    private String experiment(Element answer, Map<String, Field> byRatio) {
        String link = answer.select("h3 a").attr("href");
        String workload = answer.select("h3 a").text();
        String state = answer.select(".state").text();
        List<String> sentences =
                answer.select("p").stream().map(Contradictions::text).toList();
        List<Field> fields = fields(link);
        String best = fields.stream()
                .filter(field ->
                        field.words().equals("reference") || field.words().equals("smallest time"))
                .map(Field::model)
                .findFirst()
                .orElse("");
        boolean floor = workload.equals("nothing") || workload.equals("null");
        for (Field field : fields) {
            digits(workload, field, byRatio);
            if (!best.isEmpty() && !field.model().equals(best)) {
                boolean said = floor
                        ? !field.isSlower() || sentences.stream().anyMatch(one -> one.contains(field.model()))
                        : said(field, best, sentences);
                claim(said, workload + ": no sentence says that " + field + " against " + best + ": " + sentences);
            }
        }
        for (String sentence : sentences) {
            if (sentence.startsWith(best + " clearly beats ")) {
                numbers(sentence)
                        .forEach(number -> claim(
                                fields.stream()
                                        .anyMatch(field -> field.words().equals("clearly slower")
                                                && field.ratio().equals(number)),
                                workload + ": nothing is clearly slower by " + number + " as in '" + sentence + "'"));
            }
        }
        boolean open = sentences.stream().anyMatch(one -> one.contains("can't tell") || one.contains("would settle"));
        claim(
                !state.equals("settled") || sentences.stream().noneMatch(one -> one.contains("can't tell")),
                workload + ": settled, yet " + sentences);
        boolean verdicts = fields.stream().anyMatch(field -> field.isSlower() || field.isEqual() || field.isOpen());
        claim(
                !state.startsWith("not ")
                        || (open && sentences.stream().noneMatch(one -> one.contains(" clearly beats "))),
                workload + ": " + state + ", yet " + sentences);
        claim(
                !(state.equals("settled") || state.equals("precise enough"))
                        || sentences.stream().noneMatch(one -> one.contains("would settle")),
                workload + ": settled, yet " + sentences);
        claim(!state.equals("exploratory") || !verdicts, workload + ": exploratory, yet " + fields);
        furtherRounds(link, workload, state, sentences);
        return state;
    }

    private List<Field> fields(String link) {
        List<String> models = page.select("table.matrix thead th").eachText();
        List<Field> fields = new ArrayList<>();
        for (Element row : page.select("table.matrix tbody tr")) {
            if (row.select("th a").attr("href").equals(link)) {
                for (int i = 1; i < models.size(); i++) {
                    Element field = row.child(i);
                    String words = text(field.selectFirst(".verdict"));
                    String glyph = field.select(".verdict > span").text();
                    fields.add(new Field(
                            models.get(i),
                            words.substring(words.startsWith(glyph) ? glyph.length() : 0)
                                    .strip(),
                            text(field.selectFirst(".ratio"))));
                }
            }
        }
        return fields;
    }

    /** The digits that are shown allow what is said, and never two different things. */
    private void digits(String workload, Field field, Map<String, Field> byRatio) {
        Matcher range = RANGE.matcher(field.ratio());
        if (!range.matches()
                || field.words().equals("reference")
                || field.words().equals("exploratory")) {
            return;
        }
        double low = Double.parseDouble(range.group(1));
        double high = range.group(2) == null ? low : Double.parseDouble(range.group(2));
        boolean within = low > 1 / (1 + precision) && high < 1 + precision;
        claim(!field.isEqual() || within, workload + ": " + field + " is not within the precision");
        claim(!field.isSlower() || (low > 1 && !within), workload + ": " + field);
        claim(
                !field.isOpen() || !field.isSteady() || (low <= 1 && high >= 1 && !within),
                workload + ": one could tell from " + field);
        if (field.isSteady()) {
            Field other = byRatio.putIfAbsent(field.ratio(), field);
            claim(
                    other == null || other.kind().equals(field.kind()),
                    field.ratio() + " is " + field.words() + " and " + (other == null ? "" : other.words()));
        }
    }

    private boolean said(Field field, String best, List<String> sentences) {
        String model = field.model();
        return switch (field.words()) {
            case "clearly slower" -> anyWith(sentences, best + " clearly beats ", model, field.ratio());
            case "slower, size uncertain", "slower, but little" ->
                anyWith(sentences, best + " is faster than ", model, field.ratio());
            case "practically equal" -> anyWith(sentences, "Practically equal to " + best, model, "");
            case "exploratory" -> anyWith(sentences, "Exploratory", model, "");
            case "failed", "left out", "computed", "not planned", "" -> true;
            default ->
                field.isOpen()
                        ? sentences.stream()
                                .filter(one -> one.startsWith(model + " against " + best))
                                .anyMatch(one -> bounded(field, one))
                        : sentences.stream().anyMatch(one -> one.startsWith(model + " is not ranked"));
        };
    }

    /** "any difference is below 26 %" beside "0.93–1.26×". */
    private static boolean bounded(Field field, String sentence) {
        Matcher bound = Pattern.compile("any difference is below ([\\d.]+) %").matcher(sentence);
        Matcher range = RANGE.matcher(field.ratio());
        if (!bound.find() || !range.matches() || range.group(2) == null) {
            return sentence.contains("can't tell");
        }
        double most = Math.max(Double.parseDouble(range.group(2)), 1 / Double.parseDouble(range.group(1))) - 1;
        double last = Math.pow(10, -range.group(2).replaceAll("^\\d+\\.?", "").length());
        return Math.abs(Double.parseDouble(bound.group(1)) / 100 - most) <= 0.01 + 2 * last * (1 + most) * (1 + most);
    }

    private static boolean anyWith(List<String> sentences, String start, String model, String ratio) {
        return sentences.stream()
                .anyMatch(one -> one.startsWith(start)
                        && (one.contains(" " + model + " ")
                                || one.contains(" " + model + ".")
                                || one.contains(" " + model + ","))
                        && one.contains(ratio));
    }

    /** What is missing is told in one unit, and the largest number is said to be for all pairs. */
    private void furtherRounds(String link, String workload, String state, List<String> sentences) {
        List<MatchResult> here =
                sentences.stream().flatMap(one -> MORE.matcher(one).results()).toList();
        Element section = page.selectFirst(link.isEmpty() ? "nowhere" : "[id=" + link.substring(1) + "]");
        Matcher id = Pattern.compile("Ranking of (\\S+):").matcher(section == null ? "" : section.text());
        if (!id.find()) {
            return;
        }
        for (Element place : page.select("#warnings ul ul li")) {
            String note = text(place);
            Matcher more = MORE.matcher(note);
            if (note.startsWith(id.group(1) + ":") && more.find()) {
                int most = Integer.parseInt(more.group(1));
                claim(!state.contains(" of ") || note.contains(state), workload + ": " + state + ", yet " + note);
                for (MatchResult one : here) {
                    int rounds = Integer.parseInt(one.group(1));
                    claim(one.group(2).equals(more.group(2)), workload + ": " + one.group() + ", yet " + note);
                    claim(
                            rounds == most || (rounds < most && note.contains("all")),
                            workload + ": " + one.group() + ", yet " + note);
                }
            }
        }
    }

    private void ending(List<String> states) {
        String took = facts.getOrDefault("took", "");
        boolean open = states.stream()
                .anyMatch(state -> !state.equals("precise enough") && !state.equals("nothing to compare"));
        claim(!took.contains("every comparison precise enough") || !open, took + ", yet " + states);
    }

    private static List<String> numbers(String sentence) {
        return RANGE.matcher(sentence).results().map(MatchResult::group).toList();
    }

    private void claim(boolean holds, String otherwise) {
        if (!holds) {
            found.add(otherwise);
        }
    }

    private static String text(Element element) {
        return element == null
                ? ""
                : element.text().replace("\u2060", "").replace('\u00a0', ' ').strip();
    }
}
