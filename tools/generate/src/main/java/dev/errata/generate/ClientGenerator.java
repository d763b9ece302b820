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
import dev.errata.core.InvalidField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
    /** How many cases one switch over codes has: one for all would outgrow the 64 KB of a method. */
    private static final int CODES_IN_A_SWITCH = 250;

    /** How many constants an enum can have: Java makes all of them in one method of 64 KB. */
    private static final int CODES_IN_AN_ENUM = 4_000;

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
    private final boolean kinds;

    /**
     * Prepares the class {@code <Api>Error} in a package; with more than 4,000 codes it has no enum, for Java could not
     * compile it.
     */
    public ClientGenerator(CatalogSource catalog, String packageName) {
        this.catalog = catalog;
        this.packageName = packageName;
        this.self = ClassName.get(packageName, JavaNames.type(catalog.root().api()) + "Error");
        this.kinds = catalog.active().size() < CODES_IN_AN_ENUM;
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
                        An error of $L, version $L: catch one of its classes$L.

                        <p>Generated from the catalog's pages; change those.
                        """,
                        Javadoc.text(catalog.root().api()),
                        Javadoc.text(catalog.root().version()),
                        kinds ? ", or switch over {@link #kind()}" : "")
                .addField(serialVersion())
                .addField(
                        FieldSpec.builder(ErrorFamily.class, "FAMILY", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                                .addJavadoc("Makes them; a client is given it.\n")
                                .initializer("$T::of", self)
                                .build())
                .addMethod(constructor());
        if (kinds) {
            type.addField(FieldSpec.builder(kind(), "kind", Modifier.PRIVATE, Modifier.FINAL)
                            .build())
                    .addMethod(MethodSpec.methodBuilder("kind")
                            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                            .addJavadoc("The code, to switch over.\n")
                            .returns(kind())
                            .addStatement("return kind")
                            .build())
                    .addType(kindType());
        }
        switches().forEach(type::addMethod);
        for (Page page : catalog.active()) {
            type.addType(exception(page));
        }
        type.addType(unknown());
        return JavaFile.builder(packageName, type.build())
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
    }

    private MethodSpec constructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        if (kinds) {
            constructor.addParameter(kind(), "kind");
        }
        constructor
                .addParameter(ErrorAnswer.class, "answer")
                .addParameter(CallReport.class, "report")
                .addStatement("super(answer, report)");
        if (kinds) {
            constructor.addStatement("this.kind = kind");
        }
        return constructor.build();
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

    /** {@code of} and, where one method does not hold all codes, those that it goes on to: {@code of2}, {@code of3}. */
    private List<MethodSpec> switches() {
        List<Page> pages = catalog.active();
        List<MethodSpec> methods = new ArrayList<>();
        int count = Math.max(1, (pages.size() + CODES_IN_A_SWITCH - 1) / CODES_IN_A_SWITCH);
        for (int number = 1; number <= count; number++) {
            int from = (number - 1) * CODES_IN_A_SWITCH;
            CodeBlock other = number == count
                    ? CodeBlock.of("new $T(answer, report)", self.nestedClass(UNKNOWN_CODE))
                    : CodeBlock.of("of$L(answer, report)", number + 1);
            methods.add(MethodSpec.methodBuilder(number == 1 ? "of" : "of" + number)
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                    .returns(self)
                    .addParameter(ErrorAnswer.class, "answer")
                    .addParameter(CallReport.class, "report")
                    .addCode(cases(pages.subList(from, Math.min(from + CODES_IN_A_SWITCH, pages.size())), other))
                    .build());
        }
        return methods;
    }

    private CodeBlock cases(List<Page> pages, CodeBlock other) {
        CodeBlock.Builder cases = CodeBlock.builder()
                .addStatement("$T known = answer.known()", Code.class)
                .beginControlFlow("switch (known == null ? $S : known.id())", "");
        for (Page page : pages) {
            cases.addStatement(
                    "case $S: return new $T(answer, report)", page.code(), self.nestedClass(className(page)));
        }
        return cases.addStatement("default: return $L", other).endControlFlow().build();
    }

    private TypeSpec kindType() {
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
                        .addStatement(
                                "super($Lanswer, report)",
                                kinds ? CodeBlock.of("$T.$L, ", kind(), constant) : CodeBlock.of(""))
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
            case STRINGS, FIELDS -> "empty when the answer does not say";
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
            case FIELDS -> "fields";
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
            case FIELDS -> ParameterizedTypeName.get(List.class, InvalidField.class);
            case ANY -> ClassName.get(Object.class);
        };
        return detail.type() == DetailType.STRINGS || detail.type() == DetailType.FIELDS
                ? type
                : type.annotated(AnnotationSpec.builder(Nullable.class).build());
    }
}
