package dev.errata.spring.guards;

import dev.errata.core.ToolError;

/** The service cannot start, because its properties name guards that cannot stand. */
final class GuardsFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    GuardsFailure(String found, String action) {
        super(found);
        this.action = ToolError.GUARDS_UNUSABLE.tell(action);
    }

    /** What to do about it. */
    String action() {
        return action;
    }
}
