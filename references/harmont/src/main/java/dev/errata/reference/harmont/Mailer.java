package dev.errata.reference.harmont;

import java.net.URI;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Hands mail over by SMTP. Thread-safe. */
final class Mailer {
    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);
    private static final String PATIENCE_MILLIS = "5000";

    private final Connections connections;
    private final URI application;
    private final Executor later;

    /**
     * A mailer.
     *
     * @param application where links lead
     * @param later runs what the caller does not wait for
     */
    Mailer(Connections connections, URI application, Executor later) {
        this.connections = connections;
        this.application = application;
        this.later = later;
    }

    /** Refuses what needs mail where there is none. */
    void requireMail() {
        if (connections.mail() == null) {
            throw HarmontErrors.emailUnconfigured();
        }
    }

    /** The link of a sign-up; returns when the mail server has taken it. */
    void sendSignup(String to, String token) {
        try {
            send(to, "Finish your sign-up", "register/verify", token);
        } catch (MailException e) {
            LOG.warn("A sign-up mail was not taken: {}", e.getMessage());
            throw HarmontErrors.passkeyEmailSendFailed();
        }
    }

    /** The link of a recovery; nobody learns from an answer, or its time, whether there was one to send. */
    void sendRecovery(String to, String token) {
        later.execute(() -> {
            try {
                send(to, "Recover your account", "recover/verify", token);
            } catch (MailException e) {
                LOG.warn("A recovery mail was not taken: {}", e.getMessage());
            }
        });
    }

    private void send(String to, String subject, String path, String token) {
        URI server = connections.mail();
        if (server == null) {
            LOG.warn("There is no mail server; a mail was not sent");
            return;
        }
        SimpleMailMessage mail = new SimpleMailMessage();
        mail.setFrom("Harmont <hello@harmont.example>");
        mail.setTo(to);
        mail.setSubject(subject);
        mail.setText("Open this link to go on:\n\n" + application.resolve("/" + path + "?token=" + token)
                + "\n\nIt leads on once. If you did not ask for it, there is nothing to do.\n");
        sender(server).send(mail);
    }

    private static JavaMailSenderImpl sender(URI server) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(server.getHost());
        sender.setPort(server.getPort());
        Properties properties = new Properties();
        for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.put("mail.smtp." + wait, PATIENCE_MILLIS);
        }
        sender.setJavaMailProperties(properties);
        return sender;
    }
}
