package dev.errata.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Finds the regular expressions of compiled classes, in calls and in annotations. */
final class RegularExpressions {
    private static final String STRING = "java/lang/String";
    private static final String PATTERN = "java/util/regex/Pattern";
    private static final String MATCHER = "java/util/regex/Matcher";
    private static final String CONSTRAINT = "Ljakarta/validation/constraints/Pattern;";
    private static final Set<String> OF_STRINGS =
            Set.of("matches", "replaceAll", "replaceFirst", "split", "splitWithDelimiters");
    private static final Map<String, Use> USES = Map.of(
            "matches", Use.WHOLE,
            "asMatchPredicate", Use.WHOLE,
            "lookingAt", Use.BEGINNING,
            "find", Use.SEARCH,
            "replaceAll", Use.SEARCH,
            "replaceFirst", Use.SEARCH,
            "results", Use.SEARCH,
            "split", Use.SEARCH,
            "splitAsStream", Use.SEARCH,
            "asPredicate", Use.SEARCH);

    /**
     * One of them.
     *
     * @param owner the class in which it stands
     * @param text null when it is made at run time
     * @param uses how texts are held against it
     */
    record Expression(String owner, @Nullable String text, int flags, Set<Use> uses) {
        Pattern pattern() {
            return Pattern.compile(Objects.requireNonNull(text), flags);
        }

        /** How the lists of exceptions name it. */
        String name() {
            return owner + (text == null ? ", made at run time" : " " + text);
        }
    }

    /** How a text is held against a regular expression. */
    enum Use {
        WHOLE,
        BEGINNING,
        SEARCH
    }

    private final List<Expression> found = new ArrayList<>();
    private final Map<AbstractInsnNode, Expression> compiled = new HashMap<>();
    private final Map<String, AbstractInsnNode> fields = new HashMap<>();
    private final Map<AbstractInsnNode, Set<Use>> uses = new HashMap<>();

    private RegularExpressions() {}

    static List<Expression> in(Iterable<JavaClass> classes) {
        RegularExpressions all = new RegularExpressions();
        List<ClassNode> nodes = new ArrayList<>();
        classes.forEach(type -> nodes.add(read(type)));
        nodes.forEach(all::annotations);
        nodes.forEach(node -> all.each(node, all::made));
        nodes.forEach(node -> all.each(node, all::kept));
        nodes.forEach(node -> all.each(node, all::used));
        // One whose use is not seen is used in every way.
        all.compiled.forEach((call, its) -> all.found.add(
                new Expression(its.owner, its.text, its.flags, all.uses.getOrDefault(call, EnumSet.allOf(Use.class)))));
        return all.found;
    }

    private static ClassNode read(JavaClass type) {
        ClassNode node = new ClassNode();
        try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            new ClassReader(in).accept(node, ClassReader.SKIP_DEBUG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return node;
    }

    /** An instruction and what stands on the stack before it. */
    private record Call(String owner, AbstractInsnNode instruction, Frame<SourceValue> frame) {
        /** The instructions that made a value of the stack, the topmost of which is 0. */
        Set<AbstractInsnNode> makers(int depth) {
            return depth >= 0 && depth < frame.getStackSize()
                    ? frame.getStack(frame.getStackSize() - 1 - depth).insns
                    : Set.of();
        }
    }

    private interface Visit {
        void visit(Call call, Map<AbstractInsnNode, Call> method);
    }

    private final Map<MethodNode, Map<AbstractInsnNode, Call>> calls = new HashMap<>();

    private void each(ClassNode type, Visit visit) {
        for (MethodNode method : type.methods) {
            Map<AbstractInsnNode, Call> all = calls.computeIfAbsent(method, it -> analyzed(type, it));
            all.values().forEach(call -> visit.visit(call, all));
        }
    }

    private static Map<AbstractInsnNode, Call> analyzed(ClassNode type, MethodNode method) {
        Map<AbstractInsnNode, Call> calls = new HashMap<>();
        boolean concerned = Arrays.stream(method.instructions.toArray()).anyMatch(RegularExpressions::concerns);
        if (!concerned) {
            return calls;
        }
        try {
            Frame<SourceValue>[] frames = new Analyzer<>(new Origins()).analyzeAndComputeMaxs(type.name, method);
            for (int i = 0; i < frames.length; i++) {
                if (frames[i] != null) {
                    AbstractInsnNode instruction = method.instructions.get(i);
                    calls.put(instruction, new Call(type.name.replace('/', '.'), instruction, frames[i]));
                }
            }
        } catch (AnalyzerException e) {
            throw new IllegalStateException(type.name + "." + method.name, e);
        }
        return calls;
    }

    private static boolean concerns(AbstractInsnNode instruction) {
        return instruction instanceof MethodInsnNode call
                        && (call.owner.startsWith("java/util/regex/")
                                || call.owner.equals(STRING) && OF_STRINGS.contains(call.name))
                || instruction instanceof FieldInsnNode field && field.desc.equals("L" + PATTERN + ";")
                || instruction instanceof InvokeDynamicInsnNode lambda
                        && Arrays.stream(lambda.bsmArgs)
                                .anyMatch(it -> it instanceof Handle handle
                                        && handle.getOwner().startsWith("java/util/regex/"));
    }

    /** Follows values through variables to the instruction that made them. */
    private static final class Origins extends SourceInterpreter {
        Origins() {
            super(Opcodes.ASM9);
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
            return value;
        }
    }

    private void made(Call call, Map<AbstractInsnNode, Call> method) {
        if (call.instruction instanceof MethodInsnNode made) {
            int arguments = Type.getArgumentTypes(made.desc).length;
            Set<AbstractInsnNode> texts = call.makers(arguments - 1);
            if (made.owner.equals(STRING) && OF_STRINGS.contains(made.name)
                    || made.owner.equals(PATTERN) && made.name.equals("matches")) {
                found.add(new Expression(call.owner, text(texts), 0, Set.of(USES.getOrDefault(made.name, Use.SEARCH))));
            } else if (made.owner.equals(PATTERN) && made.name.equals("compile")) {
                int flags = arguments == 2 ? number(call.makers(0)) : 0;
                compiled.put(made, new Expression(call.owner, text(texts), flags, Set.of()));
            }
        }
    }

    private void kept(Call call, Map<AbstractInsnNode, Call> method) {
        if (call.instruction instanceof FieldInsnNode field
                && (field.getOpcode() == Opcodes.PUTSTATIC || field.getOpcode() == Opcodes.PUTFIELD)) {
            call.makers(0).stream()
                    .filter(compiled::containsKey)
                    .forEach(maker -> fields.put(field.owner + "." + field.name, maker));
        }
    }

    private void used(Call call, Map<AbstractInsnNode, Call> method) {
        if (call.instruction instanceof MethodInsnNode used && used.getOpcode() == Opcodes.INVOKEVIRTUAL) {
            int arguments = Type.getArgumentTypes(used.desc).length;
            Set<AbstractInsnNode> receivers = call.makers(arguments);
            if (used.owner.equals(MATCHER)) {
                receivers.stream()
                        .filter(it -> it instanceof MethodInsnNode maker && maker.name.equals("matcher"))
                        .flatMap(maker -> Objects.requireNonNull(method.get(maker)).makers(1).stream())
                        .forEach(pattern -> use(pattern, used.name));
            } else if (used.owner.equals(PATTERN)) {
                receivers.forEach(pattern -> use(pattern, used.name));
            }
        } else if (call.instruction instanceof InvokeDynamicInsnNode lambda
                && lambda.desc.startsWith("(L" + PATTERN + ";)")) {
            call.makers(0).forEach(pattern -> use(pattern, "find"));
        }
    }

    private void use(AbstractInsnNode pattern, String how) {
        AbstractInsnNode maker =
                pattern instanceof FieldInsnNode field ? fields.get(field.owner + "." + field.name) : pattern;
        if (maker != null && compiled.containsKey(maker)) {
            Use use = USES.get(how);
            if (use != null) {
                uses.computeIfAbsent(maker, unseen -> EnumSet.noneOf(Use.class)).add(use);
            }
        }
    }

    private static @Nullable String text(Set<AbstractInsnNode> makers) {
        return makers.size() == 1
                        && makers.iterator().next() instanceof LdcInsnNode constant
                        && constant.cst instanceof String text
                ? text
                : null;
    }

    private static int number(Set<AbstractInsnNode> makers) {
        AbstractInsnNode maker = makers.iterator().next();
        return maker instanceof IntInsnNode number
                ? number.operand
                : maker instanceof InsnNode small ? small.getOpcode() - Opcodes.ICONST_0 : 0;
    }

    private void annotations(ClassNode type) {
        Stream.Builder<@Nullable List<? extends AnnotationNode>> all = Stream.builder();
        type.fields.forEach(field -> all.add(field.visibleAnnotations).add(field.visibleTypeAnnotations));
        type.methods.forEach(method -> {
            all.add(method.visibleAnnotations).add(method.visibleTypeAnnotations);
            if (method.visibleParameterAnnotations != null) {
                Arrays.stream(method.visibleParameterAnnotations).forEach(all::add);
            }
        });
        all.build()
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(annotation -> annotation.desc.equals(CONSTRAINT))
                .map(annotation -> (String) annotation.values.get(annotation.values.indexOf("regexp") + 1))
                .distinct()
                .forEach(text -> found.add(new Expression(type.name.replace('/', '.'), text, 0, Set.of(Use.WHOLE))));
    }
}
