package dev.errata.reference.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** What a reader finds on the portal's page. */
record PortalPage(String html) {
    private static final Pattern ROW = Pattern.compile(
            "<tr>\\s*<th scope=\"row\"><a href=\"(http[^\"]+)\">((?:[^<]|<wbr>)+)</a></th>(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern CURL =
            Pattern.compile("<details class=\"curl\">.*?<code>(.*?)</code>", Pattern.DOTALL);
    private static final Pattern PROOF = Pattern.compile("<td class=\"proof\">(.*?)</td>", Pattern.DOTALL);

    /**
     * A code.
     *
     * @param cells the texts of its cells but the curl line
     */
    record Row(
            String code,
            String href,
            List<String> cells,
            String proof,
            @Nullable String curl) {}

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(html);
        while (row.find()) {
            Matcher curl = CURL.matcher(row.group(3));
            Matcher proof = PROOF.matcher(row.group(3));
            String others = row.group(3).replaceAll("(?s)<details.*?</details>", "");
            rows.add(new Row(
                    row.group(2).replace("<wbr>", ""),
                    row.group(1),
                    List.of(others.split("</td>")).stream()
                            .map(PortalPage::text)
                            .filter(text -> !text.isEmpty())
                            .toList(),
                    proof.find() ? text(proof.group(1)) : "",
                    curl.find() ? HtmlUtils.htmlUnescape(curl.group(1)) : null));
        }
        return rows;
    }

    List<String> codes() {
        return rows().stream().map(Row::code).toList();
    }

    Row row(String code) {
        return rows().stream()
                .filter(row -> row.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** All that is to be read, without markup. */
    String text() {
        return text(html.substring(html.indexOf("<main")));
    }

    private static String text(String markup) {
        return HtmlUtils.htmlUnescape(TAG.matcher(markup).replaceAll(" "))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
