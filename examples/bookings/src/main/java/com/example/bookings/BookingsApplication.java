package com.example.bookings;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Rooms of a guest house, by the night. */
@SpringBootApplication(proxyBeanMethods = false)
public class BookingsApplication {
    /** Spring makes it. */
    public BookingsApplication() {}

    /** Starts the guest house. */
    public static void main(String[] arguments) {
        SpringApplication.run(BookingsApplication.class, arguments);
    }
}
