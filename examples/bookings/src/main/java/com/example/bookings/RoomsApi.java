package com.example.bookings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** As generators of OpenAPI write it: annotations here, the work in a class. */
@Validated
interface RoomsApi {
    @GetMapping("/rooms/{id}")
    Room room(@PathVariable("id") @Min(1) long id);

    @GetMapping("/rooms/{id}/free/{month}")
    List<String> free(
            @PathVariable("id") @Min(1) long id,
            @PathVariable("month") @Max(12) int month,
            @RequestParam("nights") @Min(1) int nights,
            @RequestParam("view") @Size(min = 3) String view,
            @RequestHeader("Party") @Max(6) int party);
}
