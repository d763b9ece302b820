package com.example.bookings;

import dev.errata.door.ErrorCode;
import java.io.Serial;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What the application throws, as it came to be over the years. */
final class Failures {
    private Failures() {}

    /** The oldest: a hierarchy with Spring's annotation. */
    abstract static class BookingFailure extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        BookingFailure(String message) {
            super(message);
        }
    }

    @ResponseStatus(HttpStatus.NOT_FOUND)
    static final class BookingMissing extends BookingFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        BookingMissing() {
            super("no booking 7 in table bookings");
        }
    }

    @ResponseStatus(HttpStatus.CONFLICT)
    static class RoomTaken extends BookingFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        RoomTaken() {
            super("room 1 is taken");
        }
    }

    static final class RoomTakenByGroup extends RoomTaken {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    @ResponseStatus(code = HttpStatus.GONE, reason = "The offer is over")
    static final class OfferOver extends BookingFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        OfferOver() {
            super("offer 3");
        }
    }

    @ResponseStatus(HttpStatus.UNPROCESSABLE_CONTENT)
    static final class StayTooLong extends BookingFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        StayTooLong() {
            super("40 nights");
        }
    }

    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    static final class DeskClosed extends BookingFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        DeskClosed() {
            super("nobody is there");
        }
    }

    /** Those that the advice answers. */
    static final class GuestUnknown extends BookingFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String guest;

        GuestUnknown(String guest) {
            super("guest " + guest);
            this.guest = guest;
        }

        String guest() {
            return guest;
        }
    }

    static final class HouseRule extends BookingFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        HouseRule(String rule) {
            super(rule);
        }
    }

    /** That which the controller answers by itself. */
    static final class KeyLost extends BookingFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        KeyLost() {
            super("key 4");
        }
    }

    /** A problem of its own, with a header. */
    static final class CalendarOutOfDate extends ErrorResponseException {
        @Serial
        private static final long serialVersionUID = 1L;

        CalendarOutOfDate() {
            super(
                    HttpStatus.CONFLICT,
                    ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "calendar of room 1 is at 3"),
                    null);
        }

        @Override
        public HttpHeaders getHeaders() {
            HttpHeaders headers = new HttpHeaders();
            headers.set("Calendar-Version", "3");
            return headers;
        }
    }

    /** The newest: those that name their code. */
    @ErrorCode("ROOM_CLOSED")
    static class RoomClosed extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        /** The name of the room. */
        public String room() {
            return "Attic";
        }

        /** The day on which it opens. */
        public String getOpensOn() {
            return "2027-03-01";
        }
    }

    static final class RoomBurnt extends RoomClosed {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    @ErrorCode(value = "ROOM_CLOSED", variant = "for-good")
    static final class RoomSold extends RoomClosed {
        @Serial
        private static final long serialVersionUID = 1L;
    }
}
