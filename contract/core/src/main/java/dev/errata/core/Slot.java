package dev.errata.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an envelope can leave open; written {@code $code}, {@code $message} … in {@code errata.yaml}. */
public enum Slot {
    /** The identifier of the code, a string. */
    CODE,
    /** The message, a string. */
    MESSAGE,
    /** The title of the code, a string. */
    TITLE,
    /** The type of the code, a string. */
    TYPE,
    /** The HTTP status, a number. */
    STATUS,
    /** The HTTP status as a string. */
    STATUS_TEXT,
    /** Who must act, a string: {@link Actor#word}. */
    ACTOR,
    /** The details, an object. */
    DETAILS,
    /** The address of the page, a string. */
    DOC_URL,
    /** The request id, a string. */
    REQUEST_ID,
    /** {@code false}, always. */
    SUCCESS;

    /** The slot as written in a template, with its dollar sign. */
    public String id() {
        return "$" + name().toLowerCase(Locale.ROOT);
    }

    /** The slot written so, if there is one. */
    public static Optional<Slot> named(String id) {
        return Arrays.stream(values()).filter(slot -> slot.id().equals(id)).findFirst();
    }
}
