package dev.errata.reference.control;

import java.util.Map;

/** Brings about one state that an example begins from. */
@FunctionalInterface
public interface Fixture {
    /**
     * Brings it about.
     *
     * @param arguments as the example gives them
     * @return variables for the example
     * @throws IllegalArgumentException when an argument is missing or wrong, with a sentence that says which
     */
    Map<String, Object> make(Map<String, String> arguments);

    /** An argument that must be there. */
    static String required(Map<String, String> arguments, String name) {
        String value = arguments.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    "The argument '" + name + "' is missing; this fixture was given " + arguments.keySet());
        }
        return value;
    }
}
