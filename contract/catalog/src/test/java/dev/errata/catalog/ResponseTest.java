package dev.errata.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseTest {
    private static final String TRUE = """
            HTTP/1.1 409 Conflict
            Content-Type: application/json
            X-Request-Id: req_1

            {"error": {"code": "SOLD_OUT", "message": "Item lamp is sold out.", "details": {"item": "lamp", "price": 1.50}}}
            """;

    private Folder folder;

    @BeforeEach
    void writeACleanCatalog(@TempDir Path path) {
        folder = new Folder(path);
    }

    private Folder shown(String language, String answer) {
        return shown("## Response", language, answer);
    }

    private Folder shown(String heading, String language, String answer) {
        return folder.write(
                "codes/SOLD_OUT.md",
                Folder.SOLD_OUT.replace(
                                "since:",
                                "  price: { type: decimal, optional: true, doc: what it cost, example: 1.50 }\n"
                                        + "variants:\n  - { name: soon, status: 503, retry: never, message: Soon again. }\nsince:")
                        + "\n### Variant: soon\n```http\nGET {{base}}/soon\n```\n" + heading + "\n```" + language + "\n"
                        + answer + "```\n");
    }

    @Test
    void anAnswerThatCallersReceiveIsNoFinding() {
        assertThat(shown("http", TRUE).mistakes()).isEmpty();
        assertThat(shown("json", TRUE.substring(TRUE.indexOf('{'))).mistakes()).isEmpty();
        assertThat(shown("http", TRUE.substring(0, TRUE.indexOf('{'))).mistakes())
                .isEmpty();
        assertThat(shown("text", "anything").mistakes()).isEmpty();
    }

    @Test
    void underAVariantItIsTheVariants() {
        String soon =
                "{\"error\": {\"code\": \"SOLD_OUT\", \"message\": \"Soon again.\", \"details\": {\"item\": \"x\"}}}\n";

        assertThat(shown("## Response\n### Variant: soon", "http", "HTTP/1.1 503 Soon\n\n" + soon)
                        .mistakes())
                .isEmpty();
        assertThat(shown("## Response\n### Variant: later", "json", soon).mistakes())
                .containsExactly(finding(39, "It is for the variant 'later', which the page does not have"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "409 Conflict | 404 Conflict | 38 | Its status is 404, not 409",
                "HTTP/1.1 409 | 409 | 38 | It does not begin with a status line such as 'HTTP/1.1 409'",
                "application/json | text/html | 39 | Its Content-Type is text/html, not application/json",
                "req_1 | id_1 | 40 | Its X-Request-Id is 'id_1', which does not begin with 'req_'",
                "\"SOLD_OUT\" | \"SOLD\" | 42 | Its $code is 'SOLD', not 'SOLD_OUT'",
                "is sold out. | was sold. | 42 | Its message 'Item lamp was sold.' cannot come of 'Item {item} is sold"
                        + " out.' and its details",
                "Item lamp | Item sofa | 42 | Its message 'Item sofa is sold out.' cannot come of 'Item {item} is sold"
                        + " out.' and its details",
                "\"message\" | \"text\": \"\", \"message\" | 42 | In its body error.text is not a member of the envelope",
                "\"code\": \"SOLD_OUT\", | `` | 42 | In its body error.code is missing",
                "\"item\": \"lamp\", | `` | 42 | The detail 'item' is missing, which every answer has",
                "1.50 | \"1.50\" | 42 | The detail 'price' is \"1.50\", which is no decimal",
                "1.50 | 1.50, \"size\": 1 | 42 | It has the detail 'size', and the page has [item, price]",
                "\"details\": | \"details\" | 42 | Its body is no JSON from this line on",
            })
    void everyDifferenceIsAFindingOfItsLine(String old, String now, int line, String what) {
        String wrong = TRUE.replace(old, now);

        assertThat(wrong).isNotEqualTo(TRUE);
        assertThat(shown("http", wrong).mistakes()).containsExactly(finding(line, what));
    }

    @Test
    void titleTypeStatusActorAndRequestIdAreThoseOfThePage() {
        folder.replace("errata.yaml", "limits:", "types: [shop, guest]\nlimits:")
                .replace(
                        "errata.yaml",
                        "error: { code: $code, message: $message, details: $details? }",
                        "{ code: $code, title: $title, type: $type, status: $status, who: $actor, id: $request_id }");
        String answer = "{\"code\":\"SOLD_OUT\",\"title\":\"Gone\",\"type\":\"guest\",\"status\":410,"
                + "\"who\":\"operator\",\"id\":\"x\"}\n";

        assertThat(shown("json", answer).mistakes())
                .contains(
                        finding(38, "Its $title is 'Gone', not 'Sold out'"),
                        finding(38, "Its $type is 'guest', not 'null'"),
                        finding(38, "Its $actor is 'operator', not 'caller'"),
                        finding(38, "Its $status is '410', not '409'"),
                        finding(38, "Its $request_id is 'x', which does not begin with 'req_'"));
    }

    @Test
    void twoRequestsInOneFenceAreAFinding() {
        folder.replace(
                "codes/SOLD_OUT.md", "{\"item\": \"lamp\"}\n", "{\"item\": \"lamp\"}\n\nDELETE {{base}}/baskets\n");

        assertThat(folder.mistakes())
                .containsExactly(
                        "codes/SOLD_OUT.md:25: Found 'DELETE {{base}}/baskets' behind the request of this fence; a"
                                + " fence holds one request, so begin another fence for the next. [EXAMPLE_REQUEST]");
    }

    private static String finding(int line, String what) {
        return "codes/SOLD_OUT.md:" + line + ": The answer shown here is not the one that callers receive: " + what
                + ". Correct it, or leave it out: the site then shows the body made of the envelope and the details'"
                + " examples. [RESPONSE_TRUE]";
    }
}
