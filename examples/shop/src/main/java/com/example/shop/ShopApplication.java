package com.example.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A shop with one shelf. */
@SpringBootApplication(proxyBeanMethods = false)
public class ShopApplication {
    /** Spring makes it. */
    public ShopApplication() {}

    /** Starts the shop. */
    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }
}
