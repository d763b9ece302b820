package com.example.bookings;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/bookings")
class BookingController {
    record Guest(
            @Size(min = 1) String name,
            @Email @JsonProperty("e_mail") String mail) {}

    record Booking(
            @Min(1) long room,
            @NotNull LocalDate night,
            @Valid @Size(max = 3) List<Guest> guests,
            @Size(max = 20) @Nullable String note,

            @Pattern(regexp = "[A-Z]{3}") @JsonProperty("currency_code") @Nullable
            String currency) {}

    record Search(
            @Min(1) int page,
            @Max(100) int size,

            @BindParam("sort-by") @Pattern(regexp = "night|room")
            String order,

            @Size(min = 2) String name,
            @Min(1) long room) {}

    private final JdbcClient database;

    BookingController(JdbcClient database) {
        this.database = database;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Booking book(@Valid @RequestBody Booking booking) {
        database.sql("insert into bookings (room, night) values (?, ?)")
                .params(booking.room, booking.night)
                .update();
        return booking;
    }

    @GetMapping
    List<String> search(@Valid Search search) {
        return List.of(search.order);
    }

    @PutMapping("/{id}")
    void change(@PathVariable("id") long id, @RequestBody Booking booking) {
        int changed = database.sql("update bookings set night = ?, version = version + 1 where id = ? and version = 7")
                .params(booking.night, id)
                .update();
        if (changed == 0) {
            throw new OptimisticLockingFailureException("booking " + id + " is not at version 7");
        }
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasRole('DESK')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable("id") long id) {}
}
