package dev.errata.reference.harpoon.control;

import dev.errata.reference.control.Fixture;
import java.util.Map;
import java.util.function.Function;

/** A fixture that a method makes. */
record Named(String name, Function<Map<String, String>, Map<String, Object>> maker) implements Fixture {
    @Override
    public Map<String, Object> make(Map<String, String> arguments) {
        return maker.apply(arguments);
    }
}
