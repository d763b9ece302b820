package dev.errata.probe;

import dev.errata.catalog.Page;

/** Is told of a run while it goes on, by the thread that runs it. */
public interface ProbeListener {
    /** Hears nothing. */
    ProbeListener SILENT = new ProbeListener() {};

    /** The run begins with so many codes. */
    default void begins(String api, Settings settings, int codes) {}

    /** The examples of a page begin. */
    default void begins(Page page) {}

    /** The examples of a page have ended. */
    default void ends(CodeResult result) {}

    /** The run has ended. */
    default void ends(ProbeReport report) {}
}
