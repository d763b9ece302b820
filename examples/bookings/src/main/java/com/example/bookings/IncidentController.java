package com.example.bookings;

import com.example.bookings.payments.CardDeclined;
import com.example.bookings.payments.GatewayException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Every way in which the house has ever failed, each under a name. */
@RestController
class IncidentController {
    private static final Map<String, Callable<Throwable>> INCIDENTS = incidents();

    private static Map<String, Callable<Throwable>> incidents() {
        Map<String, Callable<Throwable>> all = new LinkedHashMap<>();
        all.put("booking-missing", Failures.BookingMissing::new);
        all.put("room-taken", Failures.RoomTaken::new);
        all.put("room-taken-by-group", Failures.RoomTakenByGroup::new);
        all.put("offer-over", Failures.OfferOver::new);
        all.put("stay-too-long", Failures.StayTooLong::new);
        all.put("desk-closed", Failures.DeskClosed::new);
        all.put("cause", () -> new IllegalStateException(new Failures.RoomTaken()));
        all.put("status-400", () -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "nights"));
        all.put("status-404", () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no bill 4"));
        all.put("status-409", () -> new ResponseStatusException(HttpStatus.CONFLICT));
        all.put("status-429", () -> new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS));
        all.put(
                "status-500",
                () -> new ResponseStatusException(
                        HttpStatus.INTERNAL_SERVER_ERROR, "secret", new IOException("secret")));
        all.put("status-507", () -> new ResponseStatusException(HttpStatusCode.valueOf(507)));
        all.put("problem", () -> problem(HttpStatus.FORBIDDEN));
        all.put("problem-422", () -> problem(HttpStatus.UNPROCESSABLE_CONTENT));
        all.put("calendar-out-of-date", Failures.CalendarOutOfDate::new);
        all.put("guest-unknown", () -> new Failures.GuestUnknown("ann"));
        all.put("house-rule", () -> new Failures.HouseRule("no dogs"));
        all.put("argument", () -> new IllegalArgumentException("secret"));
        all.put("key-lost", Failures.KeyLost::new);
        all.put("room-closed", Failures.RoomClosed::new);
        all.put("room-burnt", Failures.RoomBurnt::new);
        all.put("room-sold", Failures.RoomSold::new);
        all.put("room-closed-elsewhere", () -> new CompletionException(new Failures.RoomClosed()));
        all.put("gateway", () -> new GatewayException("secret"));
        all.put("card-declined", () -> new CardDeclined("expired"));
        all.put("no-such-element", () -> new NoSuchElementException("secret"));
        all.put("not-yet", () -> new UnsupportedOperationException("secret"));
        all.put("database-away", () -> new DataAccessResourceFailureException("secret"));
        all.put("query-timeout", () -> new QueryTimeoutException("secret"));
        all.put("circuit-open", IncidentController::refusal);
        all.put("denied", () -> new AccessDeniedException("secret"));
        all.put("not-who-they-say", () -> new BadCredentialsException("secret"));
        all.put("unforeseen", () -> new IllegalStateException("secret"));
        all.put("checked", () -> new IOException("secret"));
        all.put("unchecked", () -> new UncheckedIOException(new IOException("secret")));
        all.put("error", () -> new AssertionError("secret"));
        return all;
    }

    private static ErrorResponseException problem(HttpStatus status) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, "secret"), null);
    }

    private static CallNotPermittedException refusal() {
        CircuitBreaker breaker = CircuitBreaker.ofDefaults("calendar");
        breaker.transitionToOpenState();
        return CallNotPermittedException.createCallNotPermittedException(breaker);
    }

    @GetMapping("/incidents/{name}")
    String incident(@PathVariable("name") String name) throws Throwable {
        Callable<Throwable> incident = INCIDENTS.get(name);
        if (incident != null) {
            throw incident.call();
        }
        return "quiet";
    }

    @ExceptionHandler
    String lost(Failures.KeyLost failure) {
        return "the key is lost";
    }
}
