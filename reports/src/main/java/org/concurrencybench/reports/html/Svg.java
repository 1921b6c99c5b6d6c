package org.concurrencybench.reports.html;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Locale;

/**
 * One drawing, written as it is composed. Looks come from classes of the page's style sheet, so that a drawing follows
 * the page into the dark and onto paper; text is escaped here, since the templates take the result as it is.
 */
final class Svg implements Content {
    /** Where a text stands relative to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END;

        private String attribute() {
            return switch (this) {
                case START -> "";
                case MIDDLE -> " text-anchor=\"middle\"";
                case END -> " text-anchor=\"end\"";
            };
        }
    }

    private final StringBuilder out = new StringBuilder(4096);

    /**
     * A drawing of {@code width} × {@code height} user units.
     *
     * @param id unique within the page: letters, digits, dashes and dots
     * @param title what it shows, in a few words
     * @param description what a reader who cannot see it should know
     */
    Svg(String id, double width, double height, String title, String description) {
        this(id, "plot", width, height, title, description);
    }

    /** A drawing with {@code classes} of its own. */
    Svg(String id, String classes, double width, double height, String title, String description) {
        out.append("<svg class=\"")
                .append(classes)
                .append("\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" width=\"")
                .append(number(width))
                .append("\" height=\"")
                .append(number(height))
                .append("\" role=\"img\" aria-labelledby=\"")
                .append(id)
                .append("-t ")
                .append(id)
                .append("-d\">");
        out.append("<title id=\"")
                .append(id)
                .append("-t\">")
                .append(escape(title))
                .append("</title>");
        out.append("<desc id=\"")
                .append(id)
                .append("-d\">")
                .append(escape(description))
                .append("</desc>\n");
    }

    Svg line(double x1, double y1, double x2, double y2, String classes) {
        open("line", classes);
        attribute("x1", x1);
        attribute("y1", y1);
        attribute("x2", x2);
        attribute("y2", y2);
        out.append("/>\n");
        return this;
    }

    Svg rectangle(double x, double y, double width, double height, String classes) {
        open("rect", classes);
        attribute("x", x);
        attribute("y", y);
        attribute("width", Math.max(0, width));
        attribute("height", Math.max(0, height));
        out.append("/>\n");
        return this;
    }

    /** A round mark; {@code hint} is what a pointer resting on it tells, or empty. */
    Svg circle(double x, double y, double radius, String classes, String hint) {
        open("circle", classes);
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        return hinted("circle", hint);
    }

    /** A mark that differs from the round one by shape, for those who do not see the colour. */
    Svg diamond(double x, double y, double radius, String classes, String hint) {
        open("path", classes);
        out.append(" d=\"M").append(number(x)).append(' ').append(number(y - radius));
        for (double[] step : new double[][] {{x + radius, y}, {x, y + radius}, {x - radius, y}}) {
            out.append('L').append(number(step[0])).append(' ').append(number(step[1]));
        }
        out.append("Z\"");
        return hinted("path", hint);
    }

    /** A line through points given as x, y, x, y, … */
    Svg polyline(double[] points, String classes) {
        open("polyline", classes);
        out.append(" points=\"");
        for (int i = 0; i + 1 < points.length; i += 2) {
            out.append(i == 0 ? "" : " ").append(number(points[i])).append(',').append(number(points[i + 1]));
        }
        out.append("\"/>\n");
        return this;
    }

    Svg text(double x, double y, Anchor anchor, String classes, String text) {
        open("text", classes);
        attribute("x", x);
        attribute("y", y);
        out.append(anchor.attribute()).append('>').append(escape(text)).append("</text>\n");
        return this;
    }

    /** Begins a part that {@link #again} can draw once more; {@link #end} ends it. */
    Svg part(String id) {
        out.append("<g id=\"").append(id).append("\">\n");
        return this;
    }

    Svg end() {
        out.append("</g>\n");
        return this;
    }

    /** The part {@code id} of any drawing of the page, moved by {@code x} and {@code y}, and its width scaled. */
    Svg again(String id, double x, double y, double scale) {
        out.append("<use href=\"#")
                .append(id)
                .append("\" transform=\"translate(")
                .append(number(x))
                .append(' ')
                .append(number(y))
                .append(") scale(")
                .append(String.format(Locale.ROOT, "%.4f", scale))
                .append(" 1)\"/>\n");
        return this;
    }

    /** The drawing as text; it is complete at any time. */
    @Override
    public String toString() {
        return out + "</svg>";
    }

    @Override
    public void writeTo(TemplateOutput output) {
        output.writeContent(toString());
    }

    private Svg hinted(String element, String hint) {
        if (hint.isEmpty()) {
            out.append("/>\n");
        } else {
            out.append("><title>")
                    .append(escape(hint))
                    .append("</title></")
                    .append(element)
                    .append(">\n");
        }
        return this;
    }

    private void open(String element, String classes) {
        out.append('<').append(element);
        if (!classes.isEmpty()) {
            out.append(" class=\"").append(escape(classes)).append('"');
        }
    }

    private void attribute(String name, double value) {
        out.append(' ').append(name).append("=\"").append(number(value)).append('"');
    }

    /**
     * One digit after the point is finer than any screen at this size, and keeps pages with thousands of points small.
     */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a drawing cannot place " + value);
        }
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }

    /** Markup characters escaped; characters that no XML may hold are shown as what they are, a mistake. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(c < 0x20 && c != '\n' && c != '\t' ? 0xFFFD : c);
            }
        });
        return escaped.toString();
    }
}
