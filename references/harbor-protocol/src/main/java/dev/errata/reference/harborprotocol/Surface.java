package dev.errata.reference.harborprotocol;

import java.util.List;

/** A part of the runtime that does some of the methods. */
interface Surface {
    List<Method<?>> methods();
}
