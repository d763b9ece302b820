package dev.errata.spring;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.kit.TestCatalog;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** An application's test of one controller has the contract without asking for it. */
@WebMvcTest
@AutoConfigureMockMvc(addFilters = true)
class SliceTest {
    @Autowired
    private MockMvc mvc;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Routes.class)
    static class Application {
        @Bean
        Catalog catalog() {
            return TestCatalog.build();
        }
    }

    @RestController
    static class Routes {
        private final Catalog catalog;

        Routes(Catalog catalog) {
            this.catalog = catalog;
        }

        @GetMapping("/slice/{id}")
        String read(@PathVariable("id") int id) {
            throw catalog.answer(Condition.CONFLICT, Facts.none()).exception();
        }
    }

    @Test
    void whatAControllerThrowsIsAnsweredInTheEnvelope() throws Exception {
        mvc.perform(get("/slice/1").header("X-Request-Id", "mine.0123"))
                .andExpect(status().isConflict())
                .andExpect(header().string("X-Request-Id", "mine.0123"))
                .andExpect(content().string(containsString("\"code\":\"conflict\"")));
    }

    @Test
    void whatSpringRefusesIsAnsweredInTheEnvelope() throws Exception {
        mvc.perform(get("/slice/x"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("\"code\":\"request_parameter_type\"")));
    }
}
