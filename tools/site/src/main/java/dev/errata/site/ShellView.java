package dev.errata.site;

import dev.errata.catalog.Example;
import dev.errata.catalog.Root;
import dev.errata.site.CurlScript.Values;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The script of an example as HTML, for readers with values of their own and for those with test controls.
 *
 * @param reader the script whose values the reader fills in
 * @param controls the one whose values the test controls make, null where there are none
 */
record ShellView(CurlScript reader, @Nullable CurlScript controls) {
    static ShellView of(Root root, Example example) {
        return new ShellView(
                CurlScript.of(root.probe(), example, Values.READER),
                root.probe().controlUrl() == null ? null : CurlScript.of(root.probe(), example, Values.CONTROLS));
    }

    /** A step, from 0. */
    CurlScript.Part part(int step) {
        return reader.parts().get(step);
    }

    /** What comes before the call of a step. */
    String lead(int step, Highlight highlight) {
        return html(highlight, script -> script.parts().get(step).lead());
    }

    /** The functions that the script calls, empty when it calls none. */
    String helpers(Highlight highlight) {
        return html(highlight, script -> String.join("\n", script.helpers()));
    }

    private String html(Highlight highlight, Function<CurlScript, String> text) {
        String own = text.apply(reader);
        String made = controls == null ? own : text.apply(controls);
        if (own.equals(made)) {
            return highlight.html(Language.CURL, own);
        }
        return "<span data-values=\"reader\">" + highlight.html(Language.CURL, own)
                + "</span><span data-values=\"controls\" hidden>" + highlight.html(Language.CURL, made) + "</span>";
    }
}
