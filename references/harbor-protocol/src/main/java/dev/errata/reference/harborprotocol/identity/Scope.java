package dev.errata.reference.harborprotocol.identity;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a token may do beyond its own identity; a closed set. */
public enum Scope {
    ADMIN(Identity.ADMIN),
    FLEET(Identity.FLEET);

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String toString() {
        return word;
    }
}
