package dev.errata.peers;

/** The library has no such thing, which is no fault of it. */
final class NotOfferedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotOfferedException(String what) {
        super(what);
    }
}
