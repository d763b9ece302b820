package dev.errata.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Example.Header;
import dev.errata.catalog.Example.Step;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the bytes of a step. */
final class Requests {
    private static final Pattern RAW_ORIGIN = Pattern.compile("\\A(\\S+ +)https?://[^/?#\\s]*(?=/)");

    private final Variables variables;
    private final Control control;

    Requests(Variables variables, Control control) {
        this.variables = variables;
        this.control = control;
    }

    /** The step with its variables filled, its body grown and signed. */
    Sent of(Step step) {
        @Nullable
        String as = step.directive(Directive.Kind.AS).map(Directive::argument).orElse(null);
        List<Header> headers = new ArrayList<>();
        for (Header header : step.headers()) {
            headers.add(new Header(header.name(), variables.fill(header.value(), as)));
        }
        byte[] body = step.body() == null
                ? new byte[0]
                : variables.fill(step.body(), as).getBytes(UTF_8);
        if (step.directive(Directive.Kind.RAW).isPresent()) {
            return raw(step, address(step, as), headers, body, variables.fill(step.text(), as));
        }
        for (Directive size : step.directives(Directive.Kind.BODY_SIZE)) {
            body = grow(body, Words.count(variables.fill(size.argument(), as), "@body-size"));
        }
        for (Directive sign : step.directives(Directive.Kind.SIGN)) {
            headers.addAll(Signing.headers(
                    variables.fill(sign.argument(), as),
                    body,
                    control.now(),
                    UUID.randomUUID().toString()));
        }
        return plain(step.method(), address(step, as), List.copyOf(headers), body);
    }

    private Address address(Step step, @Nullable String as) {
        String target = variables.fill(step.target(), as);
        try {
            return Address.of(
                    step.directive(Directive.Kind.RAW).isPresent() && !target.startsWith("http")
                            ? variables.fill("{{base}}", null) + "/"
                            : target);
        } catch (IllegalArgumentException unreadable) {
            throw StepFailed.setup(String.valueOf(unreadable.getMessage()));
        }
    }

    /** A request with what every client adds: Host, Content-Length, and that the connection ends. */
    static Sent plain(String method, Address address, List<Header> headers, byte[] body) {
        StringBuilder head = new StringBuilder(method + " " + address.target() + " HTTP/1.1\r\n");
        add(head, headers, "Host", address.authority());
        add(head, headers, "User-Agent", "errata-probe");
        headers.forEach(header -> line(head, header.name(), header.value()));
        boolean takesBody = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
        if ((body.length > 0 || takesBody) && !Headers.has(headers, "Transfer-Encoding")) {
            add(head, headers, "Content-Length", Integer.toString(body.length));
        }
        add(head, headers, "Connection", "close");
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
        wire.writeBytes(body);
        return new Sent(method, address, headers, body, false, wire.toByteArray());
    }

    /**
     * The author's own text. Every line ends in CRLF, a text without a body gets the empty line that ends a head, and
     * the request line loses scheme and host, which stand there for editors and which no client sends.
     */
    private static Sent raw(Step step, Address address, List<Header> headers, byte[] body, String text) {
        String bare = RAW_ORIGIN.matcher(text).replaceFirst("$1");
        String lines = bare.replace("\n", "\r\n") + "\r\n";
        if (!lines.contains("\r\n\r\n")) {
            lines += "\r\n";
        }
        return new Sent(step.method(), address, headers, body, true, lines.getBytes(UTF_8));
    }

    private static byte[] grow(byte[] seed, int size) {
        byte[] grown = new byte[size];
        for (int i = 0; i < size; i++) {
            grown[i] = seed.length == 0 ? (byte) 'x' : seed[i % seed.length];
        }
        return grown;
    }

    private static void add(StringBuilder head, List<Header> own, String name, String value) {
        if (!Headers.has(own, name)) {
            line(head, name, value);
        }
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
