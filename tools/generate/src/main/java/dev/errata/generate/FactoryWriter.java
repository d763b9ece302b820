package dev.errata.generate;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.errata.catalog.Page;
import dev.errata.core.ApiException;
import dev.errata.core.Code;
import dev.errata.core.InvalidField;
import dev.errata.core.RetryAdvice;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Writes the factories of one page: for each form one with the details that it needs and, where there are more, one with all. */
final class FactoryWriter {
    private static final String WAIT = "wait";

    private final Page page;

    FactoryWriter(Page page) {
        this.page = page;
    }

    List<MethodSpec> factories() {
        List<MethodSpec> methods = new ArrayList<>();
        for (Page.Form form : page.forms()) {
            methods.add(factory(form, false));
            if (!page.details().stream().allMatch(form::needs)) {
                methods.add(factory(form, true));
            }
        }
        return methods;
    }

    private MethodSpec factory(Page.Form form, boolean all) {
        boolean main = form.name().equals(Code.MAIN);
        String name = main ? JavaNames.member(page.code()) : JavaNames.member(page.code(), form.name());
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(ApiException.class)
                .addJavadoc(
                        "{@code $L}, $L: $L.\n\n<p>$L\n",
                        page.code(),
                        form.status(),
                        Javadoc.text(page.title()),
                        Javadoc.text(page.prose().cause()));
        if (form.retry() == RetryAdvice.WAIT) {
            method.addParameter(Duration.class, WAIT);
            method.addJavadoc("\n@param $L when the caller may come back, from now\n", WAIT);
        }
        List<CodeBlock> values = new ArrayList<>();
        for (Page.DetailDoc detail : page.details()) {
            if (!form.needs(detail) && !all) {
                values.add(CodeBlock.of("null"));
                continue;
            }
            String parameter = JavaNames.member(detail.name());
            method.addParameter(
                    ParameterSpec.builder(type(form, detail), parameter).build());
            method.addJavadoc("@param $L $L\n", parameter, Javadoc.text(detail.doc()));
            values.add(CodeBlock.of("$N", parameter));
        }
        CodeBlock variant = main ? CodeBlock.of("main()") : CodeBlock.of("variant($S)", form.name());
        CodeBlock error = CodeBlock.of(
                "$N.$L.occurrence($L)",
                JavaNames.constant(page.code()),
                variant,
                values.size() == 1 && values.get(0).toString().equals("null")
                        ? CodeBlock.of("new Object[1]")
                        : CodeBlock.join(values, ", "));
        CodeBlock waiting = form.retry() == RetryAdvice.WAIT ? CodeBlock.of(".retryAfter($L)", WAIT) : CodeBlock.of("");
        return method.addStatement("return $L$L.exception()", error, waiting).build();
    }

    private static TypeName type(Page.Form form, Page.DetailDoc detail) {
        TypeName type = switch (detail.type()) {
            case STRING -> ClassName.get(String.class);
            case INTEGER -> TypeName.LONG;
            case DECIMAL -> ClassName.get(BigDecimal.class);
            case BOOLEAN -> TypeName.BOOLEAN;
            case TIMESTAMP -> ClassName.get(Instant.class);
            case STRINGS -> ParameterizedTypeName.get(List.class, String.class);
            case FIELDS -> ParameterizedTypeName.get(List.class, InvalidField.class);
            case ANY -> ClassName.get(Object.class);
        };
        if (form.needs(detail)) {
            return type;
        }
        TypeName boxed = type.isPrimitive() ? type.box() : type;
        return boxed.annotated(AnnotationSpec.builder(Nullable.class).build());
    }
}
