package dev.errata.reference.harborprotocol.method;

import java.util.List;

/** A part of the runtime that does some of the methods. */
public interface Surface {
    List<Method<?>> methods();
}
