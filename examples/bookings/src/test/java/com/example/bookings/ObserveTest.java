package com.example.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The application while it only looks on what the contract would change. */
class ObserveTest {
    @Test
    void eachAnswerIsTheSameAsWithoutErrata() throws Exception {
        List<String> before = answers("spring.autoconfigure.exclude=dev.errata.spring.ErrataAutoConfiguration");
        List<String> observed = answers("errata.mode=observe");

        assertThat(observed).containsExactlyElementsOf(before);
    }

    private static List<String> answers(String property) throws Exception {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                BookingsApplication.class, "--server.port=0", "--logging.level.root=off", "--" + property)) {
            int port = ((ServletWebServerApplicationContext) context)
                    .getWebServer()
                    .getPort();
            List<String> answers = new ArrayList<>();
            for (Case each : Case.all()) {
                answers.add(each + " " + Case.told(each.send(port)));
            }
            return answers;
        }
    }
}
