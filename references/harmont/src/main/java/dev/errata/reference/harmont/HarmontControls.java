package dev.errata.reference.harmont;

import dev.errata.reference.control.Fixtures;
import java.security.SecureRandom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A fixture for each state that an example begins from, and the world around Harmont in small. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "reference.controls", havingValue = "true")
@Import({HarmontFixtures.class, WorldFixtures.class})
class HarmontControls {
    @Bean(destroyMethod = "close")
    MailSink mailSink() {
        return new MailSink();
    }

    @Bean
    SoftwareAuthenticator authenticator(HarmontProperties properties, SecureRandom random) {
        return new SoftwareAuthenticator(properties.origin().toString(), random);
    }

    @Bean
    Fixtures fixtures(HarmontFixtures harmont, WorldFixtures world) {
        harmont.demo();
        return new Fixtures(harmont::restore)
                .with("account", harmont::account)
                .with("balance", harmont::balance)
                .with("builds", harmont::builds)
                .with("colleague", harmont::colleague)
                .with("coupon", harmont::coupon)
                .with("payment", harmont::payment)
                .with("discovered", harmont::discovered)
                .with("unreadable_build", harmont::unreadableBuild)
                .with("signups", harmont::signups)
                .with("maintenance", harmont::maintenance)
                .with("mail", world::mail)
                .with("link", world::link)
                .with("payments", world::payments)
                .with("identities", world::identities)
                .with("person", world::person)
                .with("passkey_create", world::createPasskey)
                .with("passkey_get", world::usePasskey);
    }
}
