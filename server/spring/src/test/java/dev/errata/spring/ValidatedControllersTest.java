package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.errata.door.kit.RawHttp;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Controllers as generators of OpenAPI write them: validated as beans, with their annotations on an interface. */
@SpringBootTest(
        classes = {FiftyWays.class, ValidatedControllersTest.Things.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ValidatedControllersTest {
    @LocalServerPort
    private int port;

    record Item(@NotNull String name, @Min(1) int qty) {}

    record Order(
            @Size(min = 3) String title,
            @Valid List<Item> items,
            @Email @JsonProperty("e_mail") String mail,
            @Max(9) int level,
            @NotNull String note) {}

    record Range(@Min(1) int from) {}

    /** Bound to parameters of a query, where names of JSON mean nothing. */
    record Search(
            @Min(1) int page,
            @Max(100) int size,
            @BindParam("sort-by") @Size(min = 2) String order,
            @Valid List<Range> ranges,
            @JsonProperty("e_mail") @Email String mail) {}

    /** The part that is generated. */
    interface ThingsApi {
        @GetMapping("/validated/{id}")
        String read(
                @PathVariable("id") @Min(1) int id,
                @RequestParam("size") @Max(5) int size,
                @RequestHeader("X-Level") @Min(3) int level);

        @GetMapping("/validated")
        String search(@Valid Search search);

        @PostMapping("/validated")
        String create(@Valid @RequestBody Order order);
    }

    @RestController
    @Validated
    static class Things implements ThingsApi {
        @Override
        public String read(int id, int size, int level) {
            return "";
        }

        @Override
        public String search(Search search) {
            return "";
        }

        @Override
        public String create(Order order) {
            return "";
        }
    }

    @Test
    void argumentsHaveTheirOwnNamesAndPlacesInTheirOrder() throws IOException {
        RawHttp.Answer answer = new RawHttp(port).send("GET /validated/0?size=9 HTTP/1.1", "X-Level: 1");

        assertThat(answer.body())
                .contains("\"code\":\"request_parameter_constraint\"")
                .contains("\"errors\":["
                        + "{\"field\":\"id\",\"location\":\"path\",\"rule\":\"must be at least 1\"},"
                        + "{\"field\":\"size\",\"location\":\"query\",\"rule\":\"must be at most 5\"},"
                        + "{\"field\":\"X-Level\",\"location\":\"header\",\"rule\":\"must be at least 3\"}]");
    }

    @Test
    void fiveBadParametersOfAQueryThatIsBoundAreFiveErrorsWithTheNamesOfTheSender() throws IOException {
        RawHttp.Answer answer = new RawHttp(port)
                .send("GET /validated?page=0&size=101&sort-by=x&ranges%5B0%5D.from=1&ranges%5B1%5D.from=0"
                        + "&mail=nobody HTTP/1.1");

        assertThat(answer.body())
                .contains("\"errors\":["
                        + "{\"field\":\"page\",\"location\":\"query\",\"rule\":\"must be at least 1\"},"
                        + "{\"field\":\"size\",\"location\":\"query\",\"rule\":\"must be at most 100\"},"
                        + "{\"field\":\"sort-by\",\"location\":\"query\",\"rule\":\"must have at least 2 characters\"},"
                        + "{\"field\":\"ranges[1].from\",\"location\":\"query\",\"rule\":\"must be at least 1\"},"
                        + "{\"field\":\"mail\",\"location\":\"query\",\"rule\":\"must be an e-mail address\"}]");
    }

    @Test
    void parametersThatAreAbsentOrDoNotFitTheirTypesAreToldTogether() throws IOException {
        assertThat(new RawHttp(port).send("GET /validated?size=many HTTP/1.1").body())
                .contains("\"errors\":["
                        + "{\"field\":\"page\",\"location\":\"query\",\"rule\":\"must be present\"},"
                        + "{\"field\":\"size\",\"location\":\"query\",\"rule\":\"must be an integer\"}]");
    }

    @Test
    void whatIsMissingLeadsAndTheOrderIsThatOfTheRequest() throws IOException {
        assertThat(new RawHttp(port)
                        .json("/validated", "{\"title\":\"x\",\"items\":[],\"level\":1}")
                        .body())
                .contains("\"code\":\"request_body_field_missing\"", "\"field\":\"note\",\"location\"")
                .contains("\"errors\":[{\"field\":\"title\"");
    }

    @Test
    void fiveBadMembersOfABodyAreFiveErrorsWithTheNamesOfTheSender() throws IOException {
        RawHttp.Answer answer = new RawHttp(port)
                .json(
                        "/validated",
                        "{\"title\":\"x\",\"items\":[{\"name\":\"a\",\"qty\":1},{\"name\":null,\"qty\":0}],"
                                + "\"e_mail\":\"nobody\",\"level\":10,\"note\":\"n\"}");

        assertThat(answer.body())
                .contains("\"errors\":["
                        + "{\"field\":\"title\",\"location\":\"body\",\"rule\":\"must have at least 3 characters\"},"
                        + "{\"field\":\"items[1].name\",\"location\":\"body\",\"rule\":\"must be present\"},"
                        + "{\"field\":\"items[1].qty\",\"location\":\"body\",\"rule\":\"must be at least 1\"},"
                        + "{\"field\":\"e_mail\",\"location\":\"body\",\"rule\":\"must be an e-mail address\"},"
                        + "{\"field\":\"level\",\"location\":\"body\",\"rule\":\"must be at most 9\"}]");
    }
}
