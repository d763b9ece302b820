package com.example.shop;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders for what is on the shelf. */
@RestController
final class OrderController {
    private final Map<String, Long> shelf = Map.of("lamp", 3L, "chair", 0L);

    record Order(@NotBlank String item, @Min(1) long quantity) {}

    @PostMapping("/orders")
    @ResponseStatus(HttpStatus.CREATED)
    Order order(@Valid @RequestBody Order order) {
        String item = order.item();
        long left = shelf.getOrDefault(item, 0L);
        if (order.quantity() > left) {
            throw ShopErrors.outOfStock(item, left);
        }
        return order;
    }
}
