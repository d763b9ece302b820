package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.door.kit.RawHttp;
import dev.errata.door.kit.TestCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One Spring exception, many conditions: what exactly is wrong with a body, in the names of JSON. */
@SpringBootTest(
        classes = FiftyWays.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "errata.max-body-bytes=2000000",
            "spring.servlet.multipart.max-file-size=1KB",
            "spring.servlet.multipart.max-request-size=4KB"
        })
class BodyConditionsTest {
    private static final String GOOD = "{\"title\":\"abc\",\"items\":[{\"name\":\"n\",\"qty\":1}]";

    @LocalServerPort
    private int port;

    private RawHttp http = new RawHttp(0);

    @BeforeEach
    void connect() {
        http = new RawHttp(port);
    }

    @Test
    void goodBodyIsTaken() throws IOException {
        RawHttp.Answer answer = http.json("/body", GOOD + "}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"title\":\"abc\"}");
        assertThat(answer.header("X-Request-Id")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "text/plain", "a/b/c"})
    void aBodyOfAnotherMediaTypeOrOfNoneIsRefused(String type) throws IOException {
        RawHttp.Answer answer = http.send(
                "POST /body HTTP/1.1", (GOOD + "}").getBytes(StandardCharsets.UTF_8), "Content-Type: " + type);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(error(answer).get("code").asString()).isEqualTo(TestCatalog.code("request.media-type"));
    }

    @ParameterizedTest(name = "{0} -> {1} {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "{} | request.body.field.missing | title | must be present",
                "{\"title\":null,\"items\":[]} | request.body.field.missing | title | must be present",
                "{\"items\":[]} | request.body.field.missing | title | must be present",
                "{\"title\":\"ab\"} | request.body.field.missing | items | must be present",
                "{\"title\":\"ab\",\"items\":[{\"name\":\"n\"}]} | request.body.field.missing | items[0].qty | must be present",
                "{\"title\":\"ab\",\"items\":[{\"name\":\" \",\"qty\":0}]} | request.body.field.constraint | title | must have at least 3 characters",
                "{\"title\":\"abc\",\"items\":[{\"qty\":0,\"name\":\" \"}]} | request.body.field.constraint | items[0].name | must not be blank",
                "{\"title\":\"abc\",\"items\":[{\"qty\":1,\"name\":\"n\"},{\"qty\":0,\"name\":\"n\"}]} | request.body.field.constraint | items[1].qty | must be at least 1",
                "{\"title\":\"abc\",\"items\":[]} | request.body.field.constraint | items | must not be empty",
                "{\"title\":\"abc\",\"items\":[{\"name\":\"n\",\"qty\":1}],\"e_mail\":\"x\"} | request.body.field.constraint | e_mail | must be an e-mail address",
                "{\"title\":\"abc\",\"items\":[{\"name\":\"n\",\"qty\":1}],\"mail\":\"x\"} | request.body.field.unknown | mail | must be left out",
                "{\"title\":\"abc\",\"items\":[{\"name\":\"n\",\"qty\":\"zz\"}]} | request.body.field.type | items[0].qty | must be an integer",
                "{\"title\":\"abc\",\"items\":[{\"name\":\"n\",\"qty\":[1]}]} | request.body.field.type | items[0].qty | must be an integer",
                "{\"title\":\"abc\",\"items\":[{\"name\":\"n\",\"qty\":99999999999}]} | request.body.field.type | items[0].qty | must be an integer",
                "{\"title\":\"a\\u0000c\",\"items\":[]} | request.body.field.constraint | title | must not contain the character U+0000",
                "{\"title\":{},\"items\":[]} | request.body.field.type | title | must be a string",
                "{\"title\":123,\"items\":[]} | request.body.field.type | title | must be a string",
                "{\"title\":true,\"items\":[]} | request.body.field.type | title | must be a string",
                "{\"title\":\"abc\",\"items\":[{\"name\":\"n\",\"qty\":\"1\"}]} | request.body.field.type | items[0].qty | must be an integer",
                "{\"title\":\"abc\",\"items\":[{\"name\":\"n\",\"qty\":1.5}]} | request.body.field.type | items[0].qty | must be an integer",
                "{\"title\":\"abc\",\"items\":{}} | request.body.field.type | items | must be an array",
                "{\"title\":\"abc\",\"items\":[4]} | request.body.field.type | items[0] | must be an object",
                "{\"color\":\"BLUE\"} | request.body.field.value | color | must be one of RED, GREEN",
                "{\"color\":\"RED\",\"color\":\"RED\"} | request.body.duplicate | color | must not stand twice in one object",
                "{\"items\":[{\"qty\":1,\"qty\":1}]} | request.body.duplicate | items[0].qty | must not stand twice in one object",
                "[] | request.body | - | must be an object",
                "7 | request.body | - | must be an object",
                "null | request.body.empty | - | must not be empty",
                "` ` | request.body.empty | - | must not be empty",
                "{} {} | request.body.malformed | - | must be one complete JSON value",
                "{'title':1} | request.body.malformed | - | must be one complete JSON value",
                "{\"title\":NaN} | request.body.malformed | - | must be one complete JSON value",
            })
    void saysWhatIsWrongAndWhere(String body, String condition, String field, String rule) throws IOException {
        RawHttp.Answer answer = http.json("/body", body);

        JsonNode error = error(answer);
        assertThat(error.get("code").asString()).as(answer.body()).isEqualTo(TestCatalog.code(condition));
        JsonNode details = error.get("details");
        assertThat(details.get("location").asString()).isEqualTo("body");
        assertThat(details.get("rule").asString()).isEqualTo(rule);
        assertThat(details.path("field").asString(null)).isEqualTo(field);
    }

    @Test
    void everyOffenceIsListedInDeclaredOrderAndWhatIsMissingLeads() throws IOException {
        RawHttp.Answer answer = http.json(
                "/body",
                "{\"e_mail\":\"x\",\"items\":[{\"qty\":0,\"name\":\"\"},{\"name\":\"n\"}],\"title\":\"a\"}",
                "Accept-Language: de");

        assertThat(error(answer).get("details").get("field").asString()).isEqualTo("items[1].qty");
        assertThat(error(answer).get("details").get("errors").toString())
                .isEqualTo("[{\"field\":\"title\",\"location\":\"body\",\"rule\":\"must have at least 3 characters\"},"
                        + "{\"field\":\"items[0].name\",\"location\":\"body\",\"rule\":\"must not be blank\"},"
                        + "{\"field\":\"items[0].qty\",\"location\":\"body\",\"rule\":\"must be at least 1\"},"
                        + "{\"field\":\"items[1].qty\",\"location\":\"body\",\"rule\":\"must be present\"},"
                        + "{\"field\":\"e_mail\",\"location\":\"body\",\"rule\":\"must be an e-mail address\"}]");
    }

    @Test
    void valuesOfAnEnumAreNamed() throws IOException {
        assertThat(error(http.json("/body", "{\"color\":\"BLUE\"}"))
                        .get("details")
                        .get("allowed")
                        .toString())
                .isEqualTo("[\"RED\",\"GREEN\"]");
    }

    @Test
    void boundsOfJsonAreKept() throws IOException {
        for (String body : new String[] {
            "{\"items\":" + "[".repeat(70) + "]".repeat(70) + "}",
            "{\"" + "n".repeat(300) + "\":1}",
            "{\"title\":" + "1".repeat(101) + "}",
            "{\"title\":\"" + "t".repeat(1_000_001) + "\"}"
        }) {
            assertThat(error(http.json("/free", body)).get("code").asString())
                    .as(body.substring(0, 40))
                    .isEqualTo("request_body_bounds");
        }
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws IOException {
        byte[][] bodies = {
            bytes(0xC0, 0xAF), // overlong
            bytes(0xED, 0xA0, 0x80), // a surrogate
            bytes(0xF4, 0x90, 0x80, 0x80), // beyond U+10FFFF
            bytes(0xC3), // a beginning without an end
        };
        for (byte[] body : bodies) {
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            json.write((GOOD.replace("abc\"", "abc")).substring(0, 13).getBytes(StandardCharsets.US_ASCII));
            json.write(body);
            json.write("\"}".getBytes(StandardCharsets.US_ASCII));
            encodingIsRefused(json.toByteArray(), "application/json");
        }
        encodingIsRefused("\uFEFF{}".getBytes(StandardCharsets.UTF_8), "application/json");
        encodingIsRefused((GOOD + "}").getBytes(StandardCharsets.UTF_16BE), "application/json");
        encodingIsRefused((GOOD + "}").getBytes(StandardCharsets.UTF_16LE), "application/json");
        encodingIsRefused((GOOD + "}").getBytes(StandardCharsets.US_ASCII), "application/json; charset=iso-8859-1");
    }

    private void encodingIsRefused(byte[] body, String contentType) throws IOException {
        RawHttp.Answer answer = http.send("POST /body HTTP/1.1", body, "Content-Type: " + contentType);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(error(answer).get("code").asString()).isEqualTo("request_body_encoding");
    }

    @Test
    void bodyThatAnnouncesTooManyBytesIsRefusedUnread() throws IOException {
        RawHttp.Answer answer = http.send(
                "POST /body HTTP/1.1",
                "Expect: 100-continue",
                "Content-Type: application/json",
                "Content-Length: 2000001");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(error(answer).get("code").asString()).isEqualTo("request_body_too_large");
        assertThat(error(answer).get("details").toString()).isEqualTo("{\"limit\":2000000}");
    }

    @Test
    void chunkedBodyIsCountedWhileItIsRead() throws IOException {
        byte[] chunk = ("7A120\r\n" + " ".repeat(500_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int i = 0; i < 5; i++) {
            chunks.write(chunk);
        }
        chunks.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        RawHttp.Answer answer = http.send(
                "POST /body HTTP/1.1",
                chunks.toByteArray(),
                "Content-Type: application/json",
                "Transfer-Encoding: chunked");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(error(answer).get("code").asString()).isEqualTo("request_body_too_large");
    }

    @Test
    void brokenChunkIsAFramingError() throws IOException {
        RawHttp.Answer answer = http.send(
                "POST /body HTTP/1.1",
                "zz\r\n{}\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                "Content-Type: application/json",
                "Transfer-Encoding: chunked");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(error(answer).get("code").asString()).isEqualTo("request_framing");
    }

    @Test
    void uploadThatIsNoMultipartIsAnotherMediaType() throws IOException {
        RawHttp.Answer json = http.json("/upload", "{}");
        assertThat(error(json).get("code").asString()).isEqualTo("request_media_type");

        RawHttp.Answer unbounded =
                http.send("POST /upload HTTP/1.1", new byte[] {'x'}, "Content-Type: multipart/form-data");
        assertThat(error(unbounded).get("code").asString()).isEqualTo("request_body_malformed");

        RawHttp.Answer without = http.send(
                "POST /upload HTTP/1.1",
                "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n--x--\r\n"
                        .getBytes(StandardCharsets.US_ASCII),
                "Content-Type: multipart/form-data; boundary=x");
        assertThat(error(without).get("details").get("field").asString()).isEqualTo("file");
    }

    @ParameterizedTest
    @CsvSource({"1, 1025, 1024", "5, 1000, 4096", "1, 5000, 4096"})
    void uploadThatIsTooLargeIsToldTheBoundThatItCrossed(int files, int bytes, int limit) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int file = 0; file < files; file++) {
            body.append("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n")
                    .append("a".repeat(bytes))
                    .append("\r\n");
        }
        RawHttp.Answer answer = http.send(
                "POST /upload HTTP/1.1",
                body.append("--x--\r\n").toString().getBytes(StandardCharsets.US_ASCII),
                "Content-Type: multipart/form-data; boundary=x");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(error(answer).get("code").asString()).isEqualTo("request_body_too_large");
        assertThat(error(answer).get("details").get("limit").asInt()).isEqualTo(limit);
    }

    private static JsonNode error(RawHttp.Answer answer) {
        return new JsonMapper().readTree(answer.body()).get("error");
    }

    private static byte[] bytes(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes;
    }
}
