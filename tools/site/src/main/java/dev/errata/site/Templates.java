package dev.errata.site;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** The templates of {@code src/main/jte}, compiled when the module is built. */
final class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), Templates.class.getPackageName());

    String render(String template, Object view) {
        StringOutput output = new StringOutput();
        engine.render(template, view, output);
        return output.toString().strip() + "\n";
    }
}
