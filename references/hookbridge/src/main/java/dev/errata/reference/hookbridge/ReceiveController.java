package dev.errata.reference.hookbridge;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The route that others send to. It has no key but the token in its address, and takes any body. */
@RestController
final class ReceiveController {
    static final String FOLDER = "/v1/webhooks/receive/";

    private final Receiving receiving;

    ReceiveController(Receiving receiving) {
        this.receiving = receiving;
    }

    record Received(String messageId) {}

    /** Every method comes here, so that those which are not POST are refused on record. */
    @RequestMapping(FOLDER + "{id}/{token}")
    ResponseEntity<?> receive(HttpServletRequest request, @PathVariable String id, @PathVariable String token)
            throws IOException {
        Receiving.Taken taken = receiving.receive(
                new Receiving.Target(id, token, request.getMethod()),
                new Incoming(request.getRemoteAddr(), headers(request), request.getQueryString(), new byte[0]),
                request::getInputStream);
        boolean bodiless =
                taken.status() == HttpStatus.NO_CONTENT.value() || taken.status() == HttpStatus.RESET_CONTENT.value();
        return bodiless
                ? ResponseEntity.status(taken.status()).build()
                : ResponseEntity.status(taken.status()).body(Answer.of(new Received(taken.messageId())));
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, String.join(", ", Collections.list(request.getHeaders(name))));
        }
        return headers;
    }
}
