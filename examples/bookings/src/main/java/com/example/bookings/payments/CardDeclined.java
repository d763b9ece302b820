package com.example.bookings.payments;

/** The bank said no. */
public final class CardDeclined extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** With the bank's word for it. */
    public CardDeclined(String reason) {
        super("declined: " + reason);
        this.reason = reason;
    }

    /** The bank's word for it. */
    public String reason() {
        return reason;
    }
}
