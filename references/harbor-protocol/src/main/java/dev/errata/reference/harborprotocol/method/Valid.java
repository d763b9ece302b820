package dev.errata.reference.harborprotocol.method;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;

/** Holds bodies against the rules that their members declare, once their sender has been looked at. */
public record Valid(Validator validator) {
    /** The body itself. */
    public <T> T check(T body) {
        Set<ConstraintViolation<T>> violations = validator.validate(body);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return body;
    }
}
