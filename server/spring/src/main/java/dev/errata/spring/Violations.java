package dev.errata.spring;

import dev.errata.core.Condition;
import dev.errata.core.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.validation.BindException;
import org.springframework.validation.Errors;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import tools.jackson.databind.json.JsonMapper;

/** Turns what Bean Validation found into field errors, in the order of declaration. */
final class Violations {
    private final JsonMapper mapper;
    private final MemberNames names;

    /** A field error with what decides its rank. */
    private record Placed(MemberNames.Place place, FieldError error) {}

    Violations(JsonMapper mapper) {
        this.mapper = mapper;
        this.names = new MemberNames(mapper);
    }

    List<FieldError> of(MethodArgumentNotValidException failure) {
        return sorted(errors(failure.getBindingResult(), failure.getParameter()));
    }

    /** A query object that could not be bound. */
    List<FieldError> of(BindException failure) {
        return sorted(errors(failure.getBindingResult(), null));
    }

    List<FieldError> of(HandlerMethodValidationException failure) {
        List<Placed> found = new ArrayList<>();
        for (ParameterValidationResult result : failure.getParameterValidationResults()) {
            if (result instanceof ParameterErrors errors) {
                found.addAll(errors(errors, result.getMethodParameter()));
            } else {
                result.getResolvableErrors().forEach(error -> found.add(value(result, error)));
            }
        }
        return sorted(found);
    }

    /** From a bean that is validated itself: a controller, or a service whose arguments are taken to come from the body. */
    List<FieldError> of(ConstraintViolationException failure) {
        return sorted(failure.getConstraintViolations().stream()
                .map(violation -> {
                    MethodParameter parameter = argument(violation);
                    return parameter == null
                            ? placed(violation, violation.getRootBeanClass(), "body")
                            : argument(violation, parameter);
                })
                .toList());
    }

    /** The argument of a controller's method that the violation is about, null when it is about anything else. */
    private static @Nullable MethodParameter argument(ConstraintViolation<?> violation) {
        Class<?> type = ClassUtils.getUserClass(violation.getRootBeanClass());
        Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
        Path.Node first = nodes.next();
        if (first.getKind() != ElementKind.METHOD
                || !nodes.hasNext()
                || !AnnotatedElementUtils.hasAnnotation(type, Controller.class)) {
            return null;
        }
        Path.Node second = nodes.next();
        Method method = ReflectionUtils.findMethod(
                type,
                first.getName(),
                first.as(Path.MethodNode.class).getParameterTypes().toArray(Class<?>[]::new));
        if (method == null || second.getKind() != ElementKind.PARAMETER) {
            return null;
        }
        // Generated interfaces carry the annotations of their controllers.
        MethodParameter parameter = new AnnotatedMethod(method)
                .getMethodParameters()[second.as(Path.ParameterNode.class).getParameterIndex()];
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        return parameter;
    }

    private Placed argument(ConstraintViolation<?> violation, MethodParameter parameter) {
        ParameterPlace place = ParameterPlace.of(parameter);
        MemberNames.Place within =
                names.place(parameter.getGenericParameterType(), violation.getPropertyPath(), place.location());
        String field = within.path().isEmpty() ? place.name() : within.path();
        List<Integer> order = new ArrayList<>(List.of(parameter.getParameterIndex()));
        order.addAll(within.order());
        boolean missing = RuleWords.missing(violation);
        return new Placed(
                new MemberNames.Place(field, order),
                new FieldError(
                        condition(place.location(), field, missing),
                        field,
                        place.location(),
                        RuleWords.rule(violation)));
    }

    private List<Placed> errors(Errors errors, @Nullable MethodParameter parameter) {
        ParameterPlace place = parameter == null ? new ParameterPlace("query", "") : ParameterPlace.of(parameter);
        java.lang.reflect.Type type = parameter == null
                ? Object.class
                : ResolvableType.forMethodParameter(parameter).getType();
        List<Placed> found = new ArrayList<>();
        for (ObjectError error : errors.getAllErrors()) {
            if (error.contains(ConstraintViolation.class)) {
                found.add(placed(error.unwrap(ConstraintViolation.class), type, place.location()));
            } else if (error instanceof org.springframework.validation.FieldError field) {
                found.add(bound(
                        field,
                        errors.getFieldType(field.getField()),
                        names.place(type, field.getField()),
                        place.location()));
            } else {
                found.add(simple(
                        new MemberNames.Place("", List.of()),
                        place.location(),
                        String.valueOf(error.getDefaultMessage())));
            }
        }
        return found;
    }

    /** A value that did not fit its type, or that a validator of Spring's own kind refused. */
    private Placed bound(
            org.springframework.validation.FieldError error,
            @Nullable Class<?> type,
            MemberNames.Place place,
            String location) {
        if (!error.isBindingFailure()) {
            return simple(place, location, String.valueOf(error.getDefaultMessage()));
        }
        if (error.getRejectedValue() == null) {
            return new Placed(
                    place,
                    new FieldError(
                            condition(location, error.getField(), true),
                            error.getField(),
                            location,
                            FieldError.PRESENT));
        }
        Condition condition =
                location.equals("body") ? Condition.REQUEST_BODY_FIELD_TYPE : Condition.REQUEST_PARAMETER_TYPE;
        return new Placed(place, new FieldError(condition, error.getField(), location, TypeWords.rule(type, mapper)));
    }

    private static Placed value(ParameterValidationResult result, MessageSourceResolvable error) {
        ParameterPlace place = ParameterPlace.of(result.getMethodParameter());
        ConstraintViolation<?> violation = result.unwrap(error, ConstraintViolation.class);
        boolean missing = RuleWords.missing(violation);
        return new Placed(
                new MemberNames.Place(
                        place.name(), List.of(result.getMethodParameter().getParameterIndex())),
                new FieldError(
                        condition(place.location(), place.name(), missing),
                        place.name(),
                        place.location(),
                        RuleWords.rule(violation)));
    }

    private Placed placed(ConstraintViolation<?> violation, java.lang.reflect.Type root, String location) {
        MemberNames.Place place = names.place(root, violation.getPropertyPath(), location);
        boolean missing = RuleWords.missing(violation);
        return new Placed(
                place,
                new FieldError(
                        condition(location, place.path(), missing), place.path(), location, RuleWords.rule(violation)));
    }

    private static Placed simple(MemberNames.Place place, String location, String rule) {
        return new Placed(
                place, new FieldError(condition(location, place.path(), false), place.path(), location, rule));
    }

    private static Condition condition(String location, String field, boolean missing) {
        return switch (location) {
            case "body" ->
                field.isEmpty()
                        ? Condition.REQUEST_BODY
                        : missing ? Condition.REQUEST_BODY_FIELD_MISSING : Condition.REQUEST_BODY_FIELD_CONSTRAINT;
            case "header" -> missing ? Condition.REQUEST_HEADER_MISSING : Condition.REQUEST_HEADER;
            default -> missing ? Condition.REQUEST_PARAMETER_MISSING : Condition.REQUEST_PARAMETER_CONSTRAINT;
        };
    }

    private static List<FieldError> sorted(List<Placed> found) {
        return found.stream()
                .sorted(Comparator.comparing(Placed::place))
                .map(Placed::error)
                .toList();
    }
}
