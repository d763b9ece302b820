package dev.errata.reference.harmont;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set of Harmont alone, under {@code harmont}.
 *
 * @param origin of the web application whose passkeys are taken, such as {@code https://app.example.com}; mails link
 *     there
 * @param mail where mail is handed over, such as {@code smtp://127.0.0.1:25}; without it there is no mail
 * @param payments the payment provider; without it there is no checkout
 * @param paymentsSecret signs what the payment provider tells, of at least 24 bytes; without it nothing is believed
 * @param identities the provider of Google and GitHub accounts; without it there is no sign-in by them
 */
@ConfigurationProperties("harmont")
public record HarmontProperties(
        URI origin,
        @Nullable URI mail,
        @Nullable URI payments,
        @Nullable String paymentsSecret,
        @Nullable URI identities) {}
