package dev.errata.reference.harpoon.transactions;

/** The reference in a path. A type of its own, so that its form is judged before the body is read. */
record Reference(String text) {
    /** Public, because Spring converts the text of the path by it. */
    public Reference {
        Identifiers.checkReference(text);
    }
}
