package dev.errata.spring;

import dev.errata.core.ToolError;

/** The service cannot start, because a property has a value that cannot stand. */
final class SettingFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    SettingFailure(ToolError error, String found, String action) {
        super(found);
        this.action = error.tell(action);
    }

    /** What to do about it. */
    String action() {
        return action;
    }
}
