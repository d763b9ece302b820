package dev.errata.generate;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.catalog.Root;
import dev.errata.core.Catalog;
import dev.errata.core.CatalogProvider;
import dev.errata.core.Code;
import dev.errata.core.CodeText;
import dev.errata.core.Condition;
import dev.errata.core.Detail;
import dev.errata.core.Envelope;
import dev.errata.core.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Writes the class of a catalog: its codes as constants, a typed factory for each, and the catalog itself. */
public final class JavaGenerator {
    /** How long a constant may be, in characters, none of which takes more than three of Java's 65,535 bytes. */
    private static final int LONGEST_CONSTANT = 20_000;

    private static final String SERVICE = "META-INF/services/" + CatalogProvider.class.getName();

    private final CatalogSource catalog;
    private final String packageName;
    private final String className;

    /** Prepares the class {@code <Api>Errors} in a package. */
    public JavaGenerator(CatalogSource catalog, String packageName) {
        this.catalog = catalog;
        this.packageName = packageName;
        this.className = JavaNames.type(catalog.root().api()) + "Errors";
    }

    /**
     * Writes the source below one folder and the service entry, by which a server finds the catalog, below another.
     *
     * @throws UncheckedIOException when a file cannot be written
     */
    public void write(Path sources, Path resources) {
        writeSource(sources);
        try {
            Path service = resources.resolve(SERVICE);
            Files.createDirectories(service.getParent());
            Files.writeString(service, packageName + "." + className + "$Provider\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the source alone, for who calls the API and only needs its catalog.
     *
     * @throws UncheckedIOException when the file cannot be written
     */
    public void writeSource(Path sources) {
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
        ClassName self = ClassName.get(packageName, className);
        TypeSpec.Builder type = TypeSpec.classBuilder(self)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addAnnotation(NullMarked.class)
                .addAnnotation(AnnotationSpec.builder(ClassName.get("javax.annotation.processing", "Generated"))
                        .addMember("value", "$S", "dev.errata.generate")
                        .build())
                .addJavadoc(
                        "The errors of $L, version $L.\n\n<p>Generated from the catalog's pages; change those.\n",
                        Javadoc.text(catalog.root().api()),
                        Javadoc.text(catalog.root().version()))
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        List<Page> pages = catalog.active();
        for (int i = 0; i < pages.size(); i++) {
            type.addField(constant(pages.get(i), i));
        }
        type.addField(FieldSpec.builder(Catalog.class, "CATALOG", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The whole contract.\n")
                .initializer("catalog()")
                .build());
        pages.forEach(page -> new FactoryWriter(page).factories().forEach(type::addMethod));
        type.addMethod(codeMethod());
        type.addMethod(catalogMethod());
        type.addType(codesType(pages));
        type.addType(provider(self));
        return JavaFile.builder(packageName, type.build())
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
    }

    private static FieldSpec constant(Page page, int index) {
        return FieldSpec.builder(
                        Code.class, JavaNames.constant(page.code()), Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("$L: $L.\n", page.main().status(), Javadoc.text(page.title()))
                .initializer("code($L)", index)
                .build();
    }

    /** The constants are made in one method of 64 KB, where a call of this takes the least. */
    private static MethodSpec codeMethod() {
        return MethodSpec.methodBuilder("code")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(Code.class)
                .addParameter(int.class, "index")
                .addStatement("return Codes.ALL.get(index)")
                .build();
    }

    private static TypeSpec codesType(List<Page> pages) {
        return TypeSpec.classBuilder("Codes")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addField(FieldSpec.builder(
                                ParameterizedTypeName.get(List.class, Code.class),
                                "ALL",
                                Modifier.STATIC,
                                Modifier.FINAL)
                        .initializer("$T.read($L)", CodeText.class, texts(pages))
                        .build())
                .build();
    }

    private static CodeBlock texts(List<Page> pages) {
        String text = CodeText.write(pages.stream().map(JavaGenerator::code).toList());
        List<CodeBlock> parts = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int line = text.lastIndexOf('\n', from + LONGEST_CONSTANT);
            int to = line > from ? line + 1 : Math.min(from + LONGEST_CONSTANT, text.length());
            parts.add(CodeBlock.of("$S", text.substring(from, to)));
            from = to;
        }
        return CodeBlock.join(parts, ",\n");
    }

    private static Code code(Page page) {
        Code.Builder code = Code.named(page.code(), page.title()).surface(page.surface());
        if (page.type() != null) {
            code.type(page.type());
        }
        if (page.platform()) {
            code.platform();
        }
        if (page.log() != null) {
            code.log(page.log());
        }
        for (Page.DetailDoc detail : page.details()) {
            code.detail(new Detail(detail.name(), detail.type(), detail.required(), detail.sensitive(), detail.fact()));
        }
        for (Page.Alias alias : page.aliases()) {
            LocalDate until = alias.until();
            if (until == null) {
                code.alias(alias.name());
            } else {
                code.alias(alias.name(), until);
            }
        }
        for (Page.Form form : page.forms()) {
            code.form(
                    form.name(),
                    form.status(),
                    form.retry(),
                    form.actor(),
                    form.message(),
                    form.raisedBy().toArray(Condition[]::new));
            code.statuses(form.statuses());
        }
        return code.build();
    }

    private MethodSpec catalogMethod() {
        Root root = catalog.root();
        CodeBlock.Builder code = CodeBlock.builder()
                .addStatement(
                        "$T catalog = $T.of($S, $S)", Catalog.Builder.class, Catalog.class, root.api(), root.version())
                .addStatement(
                        "catalog.envelope(new $T($S, $L))",
                        Envelope.class,
                        root.envelope().mediaType(),
                        node(root.envelope().root()))
                .addStatement(
                        "catalog.requestId($S, $S)",
                        root.requestId().header(),
                        root.requestId().prefix());
        if (root.docUrl() != null) {
            code.addStatement("catalog.docUrl($S)", root.docUrl());
        }
        if (root.versionHeader() != null) {
            code.addStatement("catalog.versionHeader($S)", root.versionHeader());
        }
        root.limits().forEach((name, value) -> code.addStatement("catalog.limit($S, $LL)", name, value));
        return MethodSpec.methodBuilder("catalog")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(Catalog.class)
                .addCode(code.addStatement("return catalog.codes(Codes.ALL).build()")
                        .build())
                .build();
    }

    private static CodeBlock node(Envelope.Node node) {
        if (node instanceof Envelope.Node.Constant constant) {
            return CodeBlock.of("$T.constant($L)", Envelope.Node.class, literal(constant.value()));
        }
        if (node instanceof Envelope.Node.Open open) {
            return CodeBlock.of(
                    "$T.$L($T.$L)",
                    Envelope.Node.class,
                    open.optional() ? "optional" : "slot",
                    Slot.class,
                    open.slot().name());
        }
        if (node instanceof Envelope.Node.Items items) {
            List<CodeBlock> parts =
                    items.items().stream().map(JavaGenerator::node).toList();
            return CodeBlock.of("$T.items($L)", Envelope.Node.class, CodeBlock.join(parts, ", "));
        }
        List<CodeBlock> parts = ((Envelope.Node.Members) node)
                .members().stream().map(JavaGenerator::member).toList();
        return CodeBlock.of("$T.members($L)", Envelope.Node.class, CodeBlock.join(parts, ", "));
    }

    private static CodeBlock member(Envelope.Node.Member member) {
        if (member.name().equals(Envelope.Node.SPREAD)) {
            return CodeBlock.of("$T.spread()", Envelope.Node.class);
        }
        return CodeBlock.of("$T.member($S, $L)", Envelope.Node.class, member.name(), node(member.value()));
    }

    private static CodeBlock literal(@Nullable Object value) {
        if (value instanceof String text) {
            return CodeBlock.of("$S", text);
        }
        if (value instanceof Long number) {
            return CodeBlock.of("$LL", number);
        }
        if (value instanceof BigDecimal decimal) {
            return CodeBlock.of("new $T($S)", BigDecimal.class, decimal.toPlainString());
        }
        return CodeBlock.of("$L", value);
    }

    private static TypeSpec provider(ClassName self) {
        return TypeSpec.classBuilder("Provider")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(CatalogProvider.class)
                .addJavadoc("Lets a server find the catalog.\n")
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addJavadoc("Called by the service loader.\n")
                        .build())
                .addMethod(MethodSpec.methodBuilder("catalog")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(Catalog.class)
                        .addStatement("return $T.CATALOG", self)
                        .build())
                .build();
    }
}
