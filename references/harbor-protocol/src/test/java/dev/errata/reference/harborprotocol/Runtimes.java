package dev.errata.reference.harborprotocol;

import dev.errata.reference.control.SharedService;

/** Gives tests the one {@link HarborRuntime} of the run, or a fresh {@link Agent} of it. */
final class Runtimes extends SharedService<HarborRuntime, Agent> {
    Runtimes() {
        super(HarborRuntime.class, Agent.class, HarborRuntime::start, HarborRuntime::agent);
    }
}
