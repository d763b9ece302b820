package com.example.bookings;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How the application answered before there was a contract. */
@RestControllerAdvice
class FailureAdvice {
    @ExceptionHandler
    ResponseEntity<Map<String, String>> unknown(Failures.GuestUnknown failure) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND).body(Map.of("problem", "no such guest"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> rule(Failures.HouseRule failure) {
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                .body(Map.of("problem", String.valueOf(failure.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> argument(IllegalArgumentException failure) {
        return ResponseEntity.badRequest().body(Map.of("problem", String.valueOf(failure.getMessage())));
    }
}
