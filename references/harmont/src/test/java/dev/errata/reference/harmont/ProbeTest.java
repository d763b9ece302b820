package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.probe.ProbeReport;
import dev.errata.reference.control.CopiedSamples;
import dev.errata.reference.control.Probing;
import dev.errata.reference.control.ProgramSamples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pages against the service. */
@ExtendWith(SharedHarmont.class)
class ProbeTest {
    /** What the contract has a page for. */
    private static final List<String> DOCUMENTED = List.of(
            "passkey_token_invalid",
            "passkey_challenge_invalid",
            "passkey_assertion_failed",
            "passkey_registration_failed",
            "passkey_unknown_credential",
            "passkey_user_verification_required",
            "passkey_signup_email_taken",
            "passkey_last_credential",
            "passkey_not_found",
            "api_token_not_found",
            "passkey_email_send_failed",
            "email_unconfigured",
            "billing_insufficient_balance",
            "billing_unconfigured",
            "billing_provider_error",
            "pipeline_manual_disabled",
            "signup_failed",
            "signup_cap_reached",
            "account_has_billing_history",
            "user_name_invalid");

    private static final int OWN = 41;

    @Test
    void everyPageIsProvenByItsOwnExample(Harmont service) {
        ProbeReport report = Probing.proves(
                service, DOCUMENTED.size() + OWN, "forbidden", "not_found", "state_conflict", "too_many_requests");

        assertThat(report.contract()).map(result -> result.page().code()).containsAll(DOCUMENTED);
        assertThat(report.contract().stream()
                        .map(result -> result.page().type())
                        .distinct())
                .as("of the closed set of eight")
                .hasSize(8);
    }

    @Test
    void whatReadersCopyEndsAsThePageSays(Harmont service) {
        CopiedSamples.endAsTheirPagesSay(service);
    }

    @Test
    void theProgramsOfAPagePrintItsError(Harmont service, @TempDir Path folder) throws Exception {
        ProgramSamples.print(service, "invalid_amount.html", 400, folder);
    }
}
