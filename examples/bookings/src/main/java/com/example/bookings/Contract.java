package com.example.bookings;

import com.example.bookings.payments.CardDeclined;
import com.example.bookings.payments.GatewayException;
import dev.errata.core.Condition;
import dev.errata.door.ErrorMapping;
import dev.errata.door.ErrorMappings;
import java.util.NoSuchElementException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;

/** All that the application says of its exceptions; what they mean otherwise, Errata knows. */
@Configuration(proxyBeanMethods = false)
class Contract {
    @Bean
    ErrorMapping exceptions() {
        return ErrorMappings.of(BookingsErrors.CATALOG)
                .on(Failures.GuestUnknown.class, failure -> BookingsErrors.guestUnknown(failure.guest()))
                .on(Failures.HouseRule.class, failure -> BookingsErrors.houseRule(String.valueOf(failure.getMessage())))
                .on(Failures.StayTooLong.class, failure -> BookingsErrors.houseRule("at most 28 nights"))
                .on(Failures.KeyLost.class, Condition.CONFLICT)
                .on(IllegalArgumentException.class, Condition.REQUEST)
                .on(CardDeclined.class, failure -> BookingsErrors.cardDeclined(failure.reason()))
                .on(GatewayException.class, System.Logger.Level.WARNING, failure -> BookingsErrors.paymentFailed())
                .on(DuplicateKeyException.class, Condition.CONFLICT)
                .on(DataIntegrityViolationException.class, failure -> BookingsErrors.houseRule("rooms of the house"))
                .on(EmptyResultDataAccessException.class, Condition.ABSENT)
                .on(NoSuchElementException.class, Condition.ABSENT)
                .on(UnsupportedOperationException.class, failure -> BookingsErrors.notYet())
                .build();
    }
}
