package dev.errata.generate;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.client.ApiErrorException;
import dev.errata.client.CallReport;
import dev.errata.client.ErrorAnswer;
import dev.errata.client.ErrorFamily;
import dev.errata.core.Code;
import dev.errata.core.DetailType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Writes the exceptions of a catalog for who calls its API: a sealed class, one class below it for each code, with an
 * accessor for each detail, and an enum of the codes to switch over.
 */
public final class ClientGenerator {
    private static final String UNKNOWN = "UNKNOWN";
    private static final String UNKNOWN_CODE = "UnknownCode";
    /** What an exception can be asked already; a detail of such a name gets another accessor. */
    private static final Set<String> TAKEN = Stream.concat(
                    Stream.of("kind"),
                    Arrays.stream(ApiErrorException.class.getMethods())
                            .filter(method -> method.getParameterCount() == 0)
                            .map(Method::getName))
            .collect(Collectors.toUnmodifiableSet());

    private final CatalogSource catalog;
    private final String packageName;
    private final ClassName self;

    /** Prepares the class {@code <Api>Error} in a package. */
    public ClientGenerator(CatalogSource catalog, String packageName) {
        this.catalog = catalog;
        this.packageName = packageName;
        this.self = ClassName.get(packageName, JavaNames.type(catalog.root().api()) + "Error");
    }

    /**
     * Writes the source below a folder.
     *
     * @throws UncheckedIOException when a file cannot be written
     */
    public void write(Path sources) {
        try {
            file().writeTo(sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The source text. */
    public String source() {
        return file().toString();
    }

    private JavaFile file() {
        TypeSpec.Builder type = TypeSpec.classBuilder(self)
                .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT, Modifier.SEALED)
                .superclass(ApiErrorException.class)
                .addAnnotation(NullMarked.class)
                .addAnnotation(AnnotationSpec.builder(ClassName.get("javax.annotation.processing", "Generated"))
                        .addMember("value", "$S", "dev.errata.generate")
                        .build())
                .addJavadoc(
                        """
                        An error of $L, version $L: catch one of its classes, or switch over {@link #kind()}.

                        <p>Generated from the catalog's pages; change those.
                        """,
                        Javadoc.text(catalog.root().api()),
                        Javadoc.text(catalog.root().version()))
                .addField(serialVersion())
                .addField(
                        FieldSpec.builder(ErrorFamily.class, "FAMILY", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                                .addJavadoc("Makes them; a client is given it.\n")
                                .initializer("$T::of", self)
                                .build())
                .addField(FieldSpec.builder(kind(), "kind", Modifier.PRIVATE, Modifier.FINAL)
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addParameter(kind(), "kind")
                        .addParameter(ErrorAnswer.class, "answer")
                        .addParameter(CallReport.class, "report")
                        .addStatement("super(answer, report)")
                        .addStatement("this.kind = kind")
                        .build())
                .addMethod(MethodSpec.methodBuilder("kind")
                        .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                        .addJavadoc("The code, to switch over.\n")
                        .returns(kind())
                        .addStatement("return kind")
                        .build())
                .addMethod(of())
                .addType(kinds());
        for (Page page : catalog.active()) {
            type.addType(exception(page));
        }
        type.addType(unknown());
        return JavaFile.builder(packageName, type.build())
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
    }

    private ClassName kind() {
        return self.nestedClass("Kind");
    }

    private static FieldSpec serialVersion() {
        return FieldSpec.builder(TypeName.LONG, "serialVersionUID", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("1L")
                .build();
    }

    /** A code may be called as the class of all others is. */
    private static String className(Page page) {
        String name = JavaNames.typeOfCode(page.code());
        return Set.of(UNKNOWN_CODE, "Kind").contains(name) ? name + "Error" : name;
    }

    private static String constant(Page page) {
        String name = JavaNames.constant(page.code());
        return name.equals(UNKNOWN) ? name + "_" : name;
    }

    private MethodSpec of() {
        CodeBlock.Builder cases = CodeBlock.builder()
                .addStatement("$T known = answer.known()", Code.class)
                .beginControlFlow("switch (known == null ? $S : known.id())", "");
        for (Page page : catalog.active()) {
            cases.addStatement(
                    "case $S: return new $T(answer, report)", page.code(), self.nestedClass(className(page)));
        }
        cases.addStatement("default: return new $T(answer, report)", self.nestedClass(UNKNOWN_CODE))
                .endControlFlow();
        return MethodSpec.methodBuilder("of")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(self)
                .addParameter(ErrorAnswer.class, "answer")
                .addParameter(CallReport.class, "report")
                .addCode(cases.build())
                .build();
    }

    private TypeSpec kinds() {
        TypeSpec.Builder kinds =
                TypeSpec.enumBuilder("Kind").addModifiers(Modifier.PUBLIC).addJavadoc("The codes of the catalog.\n");
        for (Page page : catalog.active()) {
            kinds.addEnumConstant(
                    constant(page),
                    TypeSpec.anonymousClassBuilder("")
                            .addJavadoc("{@code $L}: $L.\n", page.code(), Javadoc.text(page.title()))
                            .build());
        }
        kinds.addEnumConstant(
                UNKNOWN,
                TypeSpec.anonymousClassBuilder("")
                        .addJavadoc("A code that this catalog does not know, or none at all.\n")
                        .build());
        return kinds.build();
    }

    private TypeSpec exception(Page page) {
        TypeSpec.Builder type = leaf(className(page), constant(page))
                .addJavadoc(
                        "{@code $L}, $L: $L.\n\n<p>$L\n\n<p>$L\n",
                        page.code(),
                        page.main().shownStatus(),
                        Javadoc.text(page.title()),
                        Javadoc.text(page.prose().cause()),
                        Javadoc.text(page.prose().fix()));
        for (Page.DetailDoc detail : page.details()) {
            type.addMethod(accessor(detail));
        }
        return type.build();
    }

    private TypeSpec unknown() {
        return leaf(UNKNOWN_CODE, UNKNOWN)
                .addJavadoc(
                        "Any other answer: a code that this catalog does not know, or a body of somebody on the way.\n")
                .build();
    }

    private TypeSpec.Builder leaf(String name, String constant) {
        return TypeSpec.classBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .superclass(self)
                .addField(serialVersion())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(ErrorAnswer.class, "answer")
                        .addParameter(CallReport.class, "report")
                        .addStatement("super($T.$L, answer, report)", kind(), constant)
                        .build());
    }

    private static MethodSpec accessor(Page.DetailDoc detail) {
        String name = JavaNames.member(detail.name());
        return MethodSpec.methodBuilder(TAKEN.contains(name) ? JavaNames.member("detail", detail.name()) : name)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("$L; $L.\n", Javadoc.capitalized(detail.doc()), absence(detail))
                .returns(type(detail))
                .addStatement("return details().$L($S)", reader(detail), detail.name())
                .build();
    }

    private static String absence(Page.DetailDoc detail) {
        return switch (detail.type()) {
            case STRINGS -> "empty when the answer does not say";
            default -> "null when the answer does not say";
        };
    }

    private static String reader(Page.DetailDoc detail) {
        return switch (detail.type()) {
            case STRING -> "text";
            case INTEGER -> "integer";
            case DECIMAL -> "decimal";
            case BOOLEAN -> "bool";
            case TIMESTAMP -> "timestamp";
            case STRINGS -> "texts";
            case ANY -> "value";
        };
    }

    private static TypeName type(Page.DetailDoc detail) {
        TypeName type = switch (detail.type()) {
            case STRING -> ClassName.get(String.class);
            case INTEGER -> ClassName.get(Long.class);
            case DECIMAL -> ClassName.get(BigDecimal.class);
            case BOOLEAN -> ClassName.get(Boolean.class);
            case TIMESTAMP -> ClassName.get(Instant.class);
            case STRINGS -> ParameterizedTypeName.get(List.class, String.class);
            case ANY -> ClassName.get(Object.class);
        };
        return detail.type() == DetailType.STRINGS
                ? type
                : type.annotated(AnnotationSpec.builder(Nullable.class).build());
    }
}
