package com.example.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The application in the contract. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "logging.level.root=error")
class ExceptionsTest {
    @LocalServerPort
    private int port;

    @ParameterizedTest
    @MethodSource("com.example.bookings.Case#all")
    void eachExceptionIsAnsweredAsTheCatalogSays(Case each) throws Exception {
        HttpResponse<String> answer = each.send(port);

        assertThat(answer.statusCode() + " " + answer.body()).isEqualTo(each.answer());
    }

    @Test
    void springdocDescribesTheRoutesAsBefore() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/api-docs"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"/rooms/{id}/free/{month}\"", "\"/bookings/{id}\"");
    }
}
