package dev.errata.probe;

import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a report as JUnit XML: one suite, one case {@code code › form} for each form. */
public final class JunitReport {
    private final XMLStreamWriter xml;

    private JunitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Writes the report; the writer is flushed and left open. */
    public static void write(ProbeReport report, Writer out) {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            new JunitReport(xml).suite(report);
            xml.flush();
        } catch (XMLStreamException broken) {
            throw new IllegalStateException("The JUnit report cannot be written: " + broken.getMessage(), broken);
        }
    }

    private void suite(ProbeReport report) throws XMLStreamException {
        List<FormResult> forms =
                report.codes().stream().flatMap(code -> code.forms().stream()).toList();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "errata probe " + report.api());
        xml.writeAttribute("tests", Integer.toString(forms.size()));
        xml.writeAttribute("failures", Integer.toString(report.failures().size()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute(
                "skipped",
                Long.toString(forms.stream().filter(FormResult::waived).count()));
        xml.writeAttribute(
                "time", seconds(forms.stream().mapToLong(FormResult::millis).sum()));
        for (FormResult form : forms) {
            testCase(report, form);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void testCase(ProbeReport report, FormResult form) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", report.api());
        xml.writeAttribute("name", form.name());
        xml.writeAttribute("time", seconds(form.millis()));
        if (form.waived()) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", clean(String.join(" ", form.reasons())));
        } else if (form.failed()) {
            boolean seen = form.verdict() == Verdict.PROVEN;
            xml.writeStartElement("failure");
            xml.writeAttribute(
                    "type",
                    seen
                            ? form.observations().get(0).kind().name()
                            : form.verdict().name());
            xml.writeAttribute(
                    "message",
                    clean(
                            seen
                                    ? form.observations().stream()
                                            .map(Observation::text)
                                            .collect(Collectors.joining(" "))
                                    : String.join(" ", form.reasons())));
            xml.writeCharacters(clean(new FailureText(new Paint(false)).of(List.of(form))));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
    }

    /** XML 1.0 has no place for most control characters and half surrogates. */
    private static String clean(String text) {
        return text.replaceAll("[^\\t\\n\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
