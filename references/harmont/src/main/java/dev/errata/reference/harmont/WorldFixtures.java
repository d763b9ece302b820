package dev.errata.reference.harmont;

import dev.errata.reference.control.Fixture;
import dev.errata.reference.control.Receivers;
import dev.errata.reference.control.Receivers.Answer;
import dev.errata.reference.harmont.SoftwareAuthenticator.Manners;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What is around Harmont: people with mail boxes and authenticators, a payment provider, a provider of accounts. */
final class WorldFixtures {
    private static final Pattern TOKEN = Pattern.compile("(?<!\\S)([^\\s?]++)[?]token=([\\w-]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Answer BROKEN = new Answer(500, "{}");

    private final Connections connections;
    private final MailSink sink;
    private final SoftwareAuthenticator authenticator;
    private final Receivers receivers;
    private final JsonMapper json;
    private final Ids ids;
    private final Map<String, Map<String, Object>> people = new ConcurrentHashMap<>();

    WorldFixtures(
            Connections connections,
            MailSink sink,
            SoftwareAuthenticator authenticator,
            Receivers receivers,
            JsonMapper json,
            Ids ids) {
        this.connections = connections;
        this.sink = sink;
        this.authenticator = authenticator;
        this.receivers = receivers;
        this.json = json;
        this.ids = ids;
    }

    /** Everything works again. */
    void restore() {
        sink.refuse(false);
        connections.mail(sink.address());
        payments(Map.of());
        identities(Map.of());
    }

    /** Mail that is {@code up}, {@code down} (every mail is refused), or {@code unconfigured}. */
    Map<String, Object> mail(Map<String, String> arguments) {
        String state = state(arguments);
        sink.refuse(state.equals("down"));
        connections.mail(state.equals("unconfigured") ? null : sink.address());
        return Map.of();
    }

    /** The page and the token of the next link that comes to {@code email}. */
    Map<String, Object> link(Map<String, String> arguments) {
        String email = Fixture.required(arguments, "email");
        String mail;
        try {
            mail = sink.next(email, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted while waiting");
        }
        if (mail == null) {
            throw new IllegalArgumentException("no mail came to " + email + " within " + PATIENCE);
        }
        Matcher token = TOKEN.matcher(mail);
        if (!token.find()) {
            throw new IllegalArgumentException("the mail has no link: " + mail);
        }
        return Map.of("link_page", token.group(1), "link_token", token.group(2));
    }

    /** A payment provider that is {@code up}, {@code down}, or {@code unconfigured}. */
    Map<String, Object> payments(Map<String, String> arguments) {
        provider(arguments, "payments", connections::payments, body -> {
            String page = "https://pay.example.com/"
                    + json.readTree(body).path("reference").asString();
            return new Answer(200, json.writeValueAsString(Map.of("url", page)));
        });
        return Map.of();
    }

    /** A provider of accounts that is {@code up}, {@code down}, or {@code unconfigured}. */
    Map<String, Object> identities(Map<String, String> arguments) {
        provider(arguments, "identities", connections::identities, body -> {
            Map<String, Object> person =
                    people.remove(json.readTree(body).path("code").asString());
            return person == null ? new Answer(400, "{}") : new Answer(200, json.writeValueAsString(person));
        });
        return Map.of();
    }

    private interface Provider {
        Answer answer(String body);
    }

    private void provider(
            Map<String, String> arguments, String name, Consumer<@Nullable URI> connect, Provider provider) {
        String state = state(arguments);
        URI address =
                receivers.open(name, received -> state.equals("down") ? BROKEN : provider.answer(received.body()));
        connect.accept(state.equals("unconfigured") ? null : receivers.route(address));
    }

    private static String state(Map<String, String> arguments) {
        String state = arguments.getOrDefault("state", "up");
        if (!state.matches("up|down|unconfigured")) {
            throw new IllegalArgumentException("The argument 'state' must be up, down or unconfigured");
        }
        return state;
    }

    /** Somebody at the provider of accounts, with {@code email} and {@code name} as far as given; answers the code of a grant. */
    Map<String, Object> person(Map<String, String> arguments) {
        Map<String, Object> person = new LinkedHashMap<>(arguments);
        person.put("email_verified", !"false".equals(arguments.get("verified")));
        String code = ids.secret();
        people.put(code, person);
        return Map.of("code", code);
    }

    /** Makes a passkey as {@code options} ask, or answers with a {@code credential} that is there. */
    Map<String, Object> createPasskey(Map<String, String> arguments) {
        Map<String, Object> made = authenticator.create(
                json.readTree(Fixture.required(arguments, "options")), arguments.get("credential"), manners(arguments));
        return Map.of("attestation", made, "credential", made.get("id"));
    }

    /** Signs in with the passkey {@code credential} as {@code options} ask. */
    Map<String, Object> usePasskey(Map<String, String> arguments) {
        return Map.of(
                "assertion",
                authenticator.get(
                        json.readTree(Fixture.required(arguments, "options")),
                        Fixture.required(arguments, "credential"),
                        manners(arguments)));
    }

    private static Manners manners(Map<String, String> arguments) {
        return new Manners(
                arguments.get("origin"),
                !"no".equals(arguments.get("verified")),
                !"broken".equals(arguments.get("signature")),
                !"stale".equals(arguments.get("counter")));
    }
}
