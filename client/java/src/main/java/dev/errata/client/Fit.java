package dev.errata.client;

/** How well a body fits the catalog's envelope. */
public enum Fit {
    /** Every member that must be there is there; there may be more. */
    WHOLE,
    /** It names a code, but something is missing, of another type or cut off. */
    PART,
    /** It is something else. */
    NONE
}
