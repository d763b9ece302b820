package dev.errata.reference.harmont;

import dev.errata.reference.control.SharedService;

/** Gives tests the one {@link Harmont} of the run, or a fresh {@link Member} of it. */
final class SharedHarmont extends SharedService<Harmont, Member> {
    SharedHarmont() {
        super(Harmont.class, Member.class, Harmont::start, Harmont::member);
    }
}
