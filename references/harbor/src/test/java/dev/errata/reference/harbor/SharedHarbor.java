package dev.errata.reference.harbor;

import dev.errata.reference.control.SharedService;

/** Gives tests the one {@link Harbor} of the run, or a fresh {@link Organization} of it. */
final class SharedHarbor extends SharedService<Harbor, Organization> {
    SharedHarbor() {
        super(Harbor.class, Organization.class, Harbor::start, Harbor::organization);
    }
}
