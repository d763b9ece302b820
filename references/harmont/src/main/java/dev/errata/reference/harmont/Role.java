package dev.errata.reference.harmont;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a member of an organization may do; each more than the one before. */
enum Role {
    MEMBER,
    ADMIN,
    OWNER;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
