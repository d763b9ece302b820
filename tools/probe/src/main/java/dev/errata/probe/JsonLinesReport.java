package dev.errata.probe;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a report as one JSON object for each form. */
public final class JsonLinesReport {
    private JsonLinesReport() {}

    /** Writes the report, a line for each form. */
    public static void write(ProbeReport report, Appendable out) throws IOException {
        for (CodeResult code : report.codes()) {
            for (FormResult form : code.forms()) {
                out.append(Json.write(line(report, form))).append('\n');
            }
        }
    }

    private static Map<String, Object> line(ProbeReport report, FormResult form) {
        List<Map<String, String>> seen = form.observations().stream()
                .map(each -> Map.of("kind", each.kind().name(), "text", each.text()))
                .toList();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("api", report.api());
        line.put("code", form.page().code());
        line.put("form", form.subject().name());
        line.put("status", form.form().status());
        line.put("platform", form.page().platform());
        line.put("proven", form.proven());
        line.put("verdict", form.verdict().name());
        line.put("reasons", form.reasons());
        line.put("observations", seen);
        line.put("place", form.place());
        line.put("millis", form.millis());
        return line;
    }
}
