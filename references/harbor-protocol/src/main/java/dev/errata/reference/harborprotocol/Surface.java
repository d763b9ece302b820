package dev.errata.reference.harborprotocol;

import java.util.Map;

/** A part of the runtime that does some of the methods. */
interface Surface {
    /** By the canonical names of the methods. */
    Map<String, Operation<?>> operations();
}
