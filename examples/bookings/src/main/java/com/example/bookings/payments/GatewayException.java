package com.example.bookings.payments;

/** The provider did not do what it was asked. */
public class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the provider's words, which are for logs. */
    public GatewayException(String message) {
        super(message);
    }
}
