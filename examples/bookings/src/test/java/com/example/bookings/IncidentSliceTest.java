package com.example.bookings;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;

/** A test of one controller, as it was before. */
@WebMvcTest(IncidentController.class)
@Import(Contract.class)
class IncidentSliceTest {
    @Autowired
    private MockMvc mvc;

    @Test
    void whatTheControllerThrowsIsAnsweredInTheContract() throws Exception {
        mvc.perform(get("/incidents/card-declined"))
                .andExpect(status().isPaymentRequired())
                .andExpect(jsonPath("$.error.code").value("CARD_DECLINED"))
                .andExpect(jsonPath("$.error.details.reason").value("expired"));
    }
}
