package dev.errata.reference.harpoon;

import dev.errata.reference.control.SharedService;

/** Gives tests the one {@link Harpoon} of the run, or a fresh {@link Team} of it. */
final class SharedHarpoon extends SharedService<Harpoon, Team> {
    SharedHarpoon() {
        super(Harpoon.class, Team.class, Harpoon::start, Harpoon::team);
    }
}
