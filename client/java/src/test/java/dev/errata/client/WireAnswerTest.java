package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as services, proxies and broken connections give them, over a socket. */
class WireAnswerTest extends Wire {
    @Test
    void tellsThePageOfAProxyFromTheService() {
        api.html(502).always();

        ApiErrorException error = error(GET);

        assertThat(error.status()).isEqualTo(502);
        assertThat(error.origin()).isEqualTo(Origin.INTERMEDIARY);
        assertThat(error.code()).isNull();
        assertThat(error.answer().bodyText())
                .isEqualTo("<html><head><title>502</title></head><body><h1>502</h1><hr>nginx</body></html>");
        assertThat(api.requests()).hasSize(3);
        assertThat(error.attempts()).hasSize(3);
        assertThat(error.getMessage())
                .startsWith("Not Store but somebody on the way answered 502 with text/html from nginx (GET /orders, 3"
                        + " attempts in ")
                .endsWith("; not sent again: 3 attempts were made)");
    }

    @Test
    void retriesAnEmptyAnswerByItsStatus() {
        api.then(503).then(200, "{}");

        assertThat(client().build().send(GET).attempts()).hasSize(2);
    }

    @Test
    void tellsThatAnEmptyAnswerMayBeAnybodys() {
        api.then(503).always();

        ApiErrorException error = error(GET);

        assertThat(error.origin()).isEqualTo(Origin.UNKNOWN);
        assertThat(error.getMessage()).startsWith("Store or somebody on the way answered 503 without a body (GET");
    }

    @Test
    void keepsWhatAJsonThatBreaksOffHasSaid() {
        api.then(400, FAILURE.substring(0, 40));

        ApiErrorException error = error(GET);

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.code()).isEqualTo("sold_out");
        assertThat(error.answer().fit()).isEqualTo(Fit.PART);
        assertThat(error.answer().bodyText()).isEqualTo(FAILURE.substring(0, 40));
    }

    @Test
    void keepsStatusAndBytesWhenTheConnectionIsCutInTheBody() {
        api.then(400, FAILURE).cutAfter(60);

        ApiErrorException error = error(GET);

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.code()).isEqualTo("sold_out");
        assertThat(error.answer().answer().ending()).isEqualTo(Answer.Ending.CUT);
        assertThat(error.answer().bodyText()).isEqualTo(FAILURE.substring(0, 60));
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void takesASuccessfulPageOfHtmlForAnError() {
        api.html(200).always();

        ApiErrorException error = error(GET);

        assertThat(error.status()).isEqualTo(200);
        assertThat(error.origin()).isEqualTo(Origin.INTERMEDIARY);
        assertThat(error.answer().bodyText()).contains("<h1>200</h1>");
        assertThat(api.requests()).hasSize(1);
        assertThat(error.report().why()).isEqualTo("a success was to be application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv"})
    void takesASuccessfulPageOfHtmlWithoutAContentTypeForAnError(String accepts) {
        api.raw("HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n<html>Sign in.</html>\n");

        ApiErrorException error = error(GET.accepts(accepts));

        assertThat(error.status()).isEqualTo(200);
        assertThat(error.origin()).isEqualTo(Origin.INTERMEDIARY);
        assertThat(error.report().why()).isEqualTo("a success was to be " + accepts);
        assertThat(error.getMessage())
                .startsWith("Not Store but somebody on the way answered 200 with a body of no type (GET /orders, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv"})
    void takesASuccessWithoutAContentTypeForOneAsLongAsItIsNoPage(String accepts) {
        api.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(client().build().send(GET.accepts(accepts)).text()).isEqualTo("{}");
    }

    @Test
    void takesAnErrorUnderASuccessfulStatusForWhatItIs() {
        api.then(200, FAILURE);

        ApiErrorException error = error(GET);

        assertThat(error.code()).isEqualTo("sold_out");
        assertThat(error.status()).isEqualTo(200);
        assertThat(error.origin()).isEqualTo(Origin.SERVICE);
    }

    @Test
    void asksAgainForASuccessThatWasCut() {
        api.then(200, "{\"a\":1}").cutAfter(3).then(200, "{\"a\":1}");

        assertThat(client().build().send(GET).text()).isEqualTo("{\"a\":1}");
    }

    @Test
    void keepsTheFirstPartOfAnEndlessErrorPageAndUsesTheConnectionNoMore() {
        byte[] page = ("<html>" + "x".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8);
        api.then(404, "text/html", page).then(200, "{}");
        ErrataClient client = client().build();

        ApiErrorException error = catchThrowableOfType(ApiErrorException.class, () -> client.send(GET));

        assertThat(error.answer().answer().ending()).isEqualTo(Answer.Ending.CAPPED);
        assertThat(error.answer().answer().body()).hasSize(64 << 10);
        assertThat(client.send(GET).status()).isEqualTo(200);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void refusesASuccessThatIsLongerThanItTakes() {
        api.then(200, "{\"a\":\"" + "x".repeat(2000) + "\"}").always();

        ApiErrorException error = error(client().bodyBytes(1000), GET);

        assertThat(error.report().why()).isEqualTo("the answer is longer than the 1000 bytes that this client takes");
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void unpacksAnErrorThatNobodyAskedToPack() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(FAILURE.getBytes(StandardCharsets.UTF_8));
        }
        api.then(409, "application/json", packed.toByteArray()).header("Content-Encoding", "gzip");

        ApiErrorException error = error(GET);

        assertThat(error.code()).isEqualTo("sold_out");
        assertThat(error.answer().bodyText()).isEqualTo(FAILURE);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json; charset=iso-8859-1, UTF-8",
        "application/json; charset=utf-8, ISO-8859-1",
        "application/json; charset=nonsense, UTF-8",
        "text/plain, UTF-8",
        "application/json; charset=utf-16, UTF-16",
    })
    void readsAnErrorWhoseCharsetIsALie(String type, String charset) throws IOException {
        String body = FAILURE.replace("lamp", "Läufer");
        api.then(409, type, body.getBytes(charset));

        ApiErrorException error = error(GET);

        assertThat(error.code()).isEqualTo("sold_out");
        assertThat(error.answer().message()).isEqualTo("Item Läufer is gone.");
        assertThat(error.origin()).isEqualTo(Origin.SERVICE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[1, 2]", "\"out of service\"", "{\"error\": \"text\"}", "{\"message\": \"Forbidden\"}", "42"})
    void takesOtherJsonForSomebodyElses(String body) {
        api.then(400, body);

        ApiErrorException error = error(GET);

        assertThat(error.origin()).isEqualTo(Origin.INTERMEDIARY);
        assertThat(error.code()).isNull();
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.answer().bodyText()).isEqualTo(body);
    }

    @Test
    void readsAnErrorOfHeadByItsStatusAndId() {
        api.fails("sold_out");

        ApiErrorException error = error(Request.of("HEAD", "/orders"));

        assertThat(error.status()).isEqualTo(409);
        assertThat(error.requestId()).isEqualTo("req_fake_1");
        assertThat(error.origin()).isEqualTo(Origin.SERVICE);
    }

    @Test
    void takesNoContentForASuccess() {
        api.then(204);
        assertThat(client().build().send(Request.delete("/orders/1")).body()).isEmpty();
    }

    @Test
    void doesNotFollowToALoginPage() {
        api.html(302).header("Location", server.base() + "/login");

        ApiErrorException error = error(GET);

        assertThat(error.status()).isEqualTo(302);
        assertThat(error.origin()).isEqualTo(Origin.INTERMEDIARY);
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void passesOverTrailers() {
        api.raw("HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                + "Trailer: X-Sum\r\n\r\n" + Integer.toHexString(FAILURE.length()) + "\r\n" + FAILURE
                + "\r\n0\r\nX-Sum: 1\r\n\r\n");

        assertThat(error(GET).code()).isEqualTo("sold_out");
    }

    @Test
    void passesOverEarlyHints() {
        api.raw("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"
                + "HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\nContent-Length: " + FAILURE.length()
                + "\r\n\r\n" + FAILURE);

        assertThat(error(GET).code()).isEqualTo("sold_out");
    }

    @Test
    void survivesAnAnswerThatIsNotHttp() {
        api.raw("SSH-2.0-OpenSSH_9.2\r\n").always();

        NoAnswerException loss = loss(client(), GET);

        assertThat(loss.loss()).isEqualTo(Outcome.Loss.CUT);
    }
}
