package dev.errata.reference.harmont;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where the services are that Harmont needs; null where one is not configured. Thread-safe. */
final class Connections {
    private volatile @Nullable URI mail;
    private volatile @Nullable URI payments;
    private volatile @Nullable URI identities;

    Connections(HarmontProperties properties) {
        this.mail = properties.mail();
        this.payments = properties.payments();
        this.identities = properties.identities();
    }

    @Nullable
    URI mail() {
        return mail;
    }

    void mail(@Nullable URI server) {
        this.mail = server;
    }

    @Nullable
    URI payments() {
        return payments;
    }

    void payments(@Nullable URI provider) {
        this.payments = provider;
    }

    @Nullable
    URI identities() {
        return identities;
    }

    void identities(@Nullable URI provider) {
        this.identities = provider;
    }
}
