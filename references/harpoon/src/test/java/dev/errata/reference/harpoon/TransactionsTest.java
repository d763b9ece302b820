package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of payments that are asked for rightly. */
@ExtendWith(SharedHarpoon.class)
class TransactionsTest {
    /** A payment as it is read, before anything has happened to it. */
    private static String pending(Team.Payment payment, String amount, String clientReference) {
        return Json.compact("""
                {"reference": "%s", "hpn_code": "%s", "status": "PENDING", "expected_amount": "%s",
                 "actual_amount": null, "difference": null, "difference_type": null, "currency": "GHS",
                 "payer": {"phone_number": null, "name": null},
                 "telco": {"provider": null, "transaction_id": null, "timestamp": null}, "meta": {},
                 "timeline": {"created_at": "%5$s", "pending_at": "%5$s", "processing_at": null,
                              "completed_at": null},
                 "processing_time_ms": null, "client_reference": %4$s}""".formatted(
                        payment.reference(),
                        payment.hpnCode(),
                        amount,
                        clientReference == null ? "null" : "\"" + clientReference + "\"",
                        payment.text("created_at")));
    }

    private static String success(String data) {
        return "{\"success\":true,\"data\":" + data + "}";
    }

    @Test
    void aPaymentIsMadeOfAnAmountAlone(Team team) {
        Reply reply = team.initialize("{\"amount\": \"150.00\"}");
        Map<String, Object> data = Json.members(reply.members().get("data"));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text()).isEqualTo(Json.compact("""
                {"success": true,
                 "data": {"reference": "%1$s", "hpn_code": "%2$s", "public_slug": "%3$s", "amount": "150.00",
                          "currency": "GHS", "status": "PENDING", "expires_at": "%4$s", "created_at": "%5$s",
                          "payer_sms_sent": false, "checkout_url": "https://harpoonsms.com/pay/%3$s",
                          "client_reference": null},
                 "meta": {"request_id": "%6$s", "idempotency_key": null}}""".formatted(
                        data.get("reference"),
                        data.get("hpn_code"),
                        data.get("public_slug"),
                        data.get("expires_at"),
                        data.get("created_at"),
                        reply.header("X-Request-Id"))));
        assertThat(reply.at("data.reference")).matches("hpn_trx_[0-9a-f]{32}");
        assertThat(reply.at("data.hpn_code")).matches("[A-HJ-NP-Z2-9]{6}");
        assertThat(reply.at("data.public_slug")).matches("[0-9a-f]{16}");
        assertThat(reply.at("meta.request_id")).matches("req_[0-9a-f]{32}");
        assertThat(Duration.between(
                        Instant.parse(reply.at("data.created_at")), Instant.parse(reply.at("data.expires_at"))))
                .isEqualTo(Duration.ofHours(24));
    }

    @Test
    void everythingThatMayBeSaidAboutAPaymentIsTaken(Team team) {
        Reply reply = team.initialize("""
                {"amount": "0.5", "phone_number": "+233241234567", "currency": "GHS", "customer_name": "Ama Mensah",
                 "description": "Two tickets", "webhook_url": "https://shop.example.com/hooks",
                 "redirect_url": "http://shop.example.com/thanks?order=1", "idempotency_key": "first-try",
                 "client_reference": "order:1.a_b-c", "meta": {"a": [1.50, {"b": null}]}, "expires_in_hours": 1,
                 "expected_telco_transaction_id": "73012849466", "expected_payer_phone": "0241234567",
                 "send_sms_to_payer": true}""");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(List.of(
                        reply.at("data.amount"), reply.at("data.client_reference"), reply.at("meta.idempotency_key")))
                .containsExactly("0.50", "order:1.a_b-c", "first-try");
        Reply read = team.get("/v1/transactions/" + reply.at("data.reference"));
        assertThat(read.text())
                .contains(
                        "\"meta\":{\"a\":[1.50,{\"b\":null}]}",
                        "\"payer\":{\"phone_number\":\"0241234567\",\"name\":null}");
    }

    @Test
    void noMessageHasGoneOutWhenAPaymentIsMade(Team team) {
        for (boolean wish : List.of(true, false)) {
            assertThat(team.initialize("{\"amount\": \"1\", \"phone_number\": \"0241234567\", \"send_sms_to_payer\": "
                                    + wish + "}")
                            .at("data.payer_sms_sent"))
                    .isEqualTo("false");
        }
    }

    @Test
    void aPublicKeyMayInitializeAndReadButNotList(Team team) {
        Harpoon service = team.service();
        Reply made = service.send(team.publicKey(), "POST", "/v1/transactions/initialize", "{\"amount\": \"1\"}");
        String path = "/v1/transactions/" + made.at("data.reference");

        assertThat(made.status()).isEqualTo(201);
        assertThat(service.send(team.publicKey(), "GET", path, null).outcome()).isEqualTo("200");
        assertThat(service.send(team.publicKey(), "GET", "/v1/transactions", null)
                        .outcome())
                .isEqualTo("403 INVALID_KEY_TYPE");
    }

    @Test
    void aPaymentIsFoundByEachOfItsThreeNames(Team team) {
        var payment = team.payment("{\"amount\": \"10.00\", \"client_reference\": \"order-1\"}");

        for (String path : List.of(
                "/v1/transactions/" + payment.reference(),
                "/v1/transactions/by-hpn/" + payment.hpnCode(),
                "/v1/transactions/by-client-ref/order-1")) {
            assertThat(team.get(path).text()).isEqualTo(success(pending(payment, "10.00", "order-1")));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.00 | SUCCESS  | null    | EXACT
             8.00 | PARTIAL  | "-2.00" | UNDERPAID
            12.5  | OVERPAID | "2.50"  | OVERPAID
            """)
    void moneySettlesThePaymentByItsAmount(String paid, String status, String difference, String type, Team team) {
        var payment = team.payment("{\"amount\": \"10.00\", \"meta\": {\"order\": 7}}");
        String number = payment.pay(paid, "name", "Ama Mensah", "provider", "telecel");
        Reply reply = payment.get();

        assertThat(reply.text()).isEqualTo(success(Json.compact("""
                {"reference": "%s", "hpn_code": "%s", "status": "%s", "expected_amount": "10.00",
                 "actual_amount": "%s", "difference": %s, "difference_type": "%s", "currency": "GHS",
                 "payer": {"phone_number": "0241234567", "name": "Ama Mensah"},
                 "telco": {"provider": "telecel", "transaction_id": "%s", "timestamp": "%s"}, "meta": {"order": 7},
                 "timeline": {"created_at": "%9$s", "pending_at": "%9$s", "processing_at": "%10$s",
                              "completed_at": "%10$s"},
                 "processing_time_ms": 0, "client_reference": null}""".formatted(
                        payment.reference(),
                        payment.hpnCode(),
                        status,
                        paid.equals("12.5") ? "12.50" : paid,
                        difference,
                        type,
                        number,
                        reply.at("data.telco.timestamp"),
                        payment.text("created_at"),
                        reply.at("data.timeline.completed_at")))));
    }

    @Test
    void anotherPayerThanExpectedIsForAPersonToDecide(Team team) {
        var payment = team.payment("{\"amount\": \"10.00\", \"expected_payer_phone\": \"+233241111111\"}");
        String number = payment.pay("10.00", "phone", "0242222222");

        assertThat(payment.get().at("data.status")).isEqualTo("MANUAL_REVIEW");
        assertThat(payment.get().at("data.timeline.completed_at")).isEqualTo("null");
        team.service().advance(Duration.ofSeconds(30));
        assertThat(payment.reconcile("{\"transaction_id\": \"" + number + "\"}").at("data.new_transaction_status"))
                .isEqualTo("SUCCESS");
        assertThat(Long.parseLong(payment.get().at("data.processing_time_ms"))).isBetween(30_000L, 35_000L);
    }

    @Test
    void theExpectedPayerIsKnownInEitherFormOfTheNumber(Team team) {
        var payment = team.payment("{\"amount\": \"10.00\", \"expected_payer_phone\": \"+233241111111\"}");
        payment.pay("10.00", "phone", "0241111111");

        assertThat(payment.get().at("data.status")).isEqualTo("SUCCESS");
    }

    @Test
    void moneyWithoutACodeIsRecognisedByTheNumberThatWasExpected(Team team) {
        String number = "9" + String.format("%010d", System.nanoTime() % 10_000_000_000L);
        var payment = team.payment("{\"amount\": \"10.00\", \"expected_telco_transaction_id\": \"" + number + "\"}");
        team.service().fixture("payment", "amount", "10.00", "transaction_id", number);

        assertThat(payment.get().at("data.status")).isEqualTo("SUCCESS");
    }

    @Test
    void aReportThatComesTwiceCountsOnce(Team team) {
        var payment = team.payment("{\"amount\": \"10.00\"}");
        String number = payment.pay("10.00");
        payment.pay("5.00", "transaction_id", number);

        assertThat(payment.get().at("data.actual_amount")).isEqualTo("10.00");
    }

    @Test
    void aPaymentExpiresWhenItsHoursHavePassedAndNotBefore(Team team) {
        var payment = team.payment("{\"amount\": \"10.00\", \"expires_in_hours\": 2}");
        Instant end = Instant.parse(payment.text("expires_at"));
        team.service().advance(Duration.between(team.service().now(), end).minusSeconds(20));
        assertThat(payment.get().at("data.status")).isEqualTo("PENDING");

        team.service().advance(Duration.ofSeconds(21));

        Reply reply = payment.get();
        assertThat(List.of(reply.at("data.status"), reply.at("data.timeline.completed_at")))
                .containsExactly("EXPIRED", end.toString());
        assertThat(team.get("/v1/transactions?status=PENDING").at("pagination.total"))
                .isEqualTo("0");
        assertThat(team.get("/v1/transactions?status=EXPIRED").at("data.0.reference"))
                .isEqualTo(payment.reference());
        payment.pay("10.00");
        assertThat(payment.get().at("data.status")).as("money comes too late").isEqualTo("EXPIRED");
        assertThat(payment.cancel().text()).isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "TRANSACTION_EXPIRED",
                  "message": "Transaction %1$s expired at %2$s and can no longer change.",
                  "details": {"reference": "%1$s", "expired_at": "%2$s"}}}""".formatted(payment.reference(), end)));
    }

    @Test
    void aRefundKeepsTheTimeOfThePayment(Team team) {
        var payment = team.payment("{\"amount\": \"10.00\"}");
        payment.pay("10.00");
        String completed = payment.get().at("data.timeline.completed_at");
        team.service().advance(Duration.ofMinutes(5));

        payment.decide("REFUNDED");

        assertThat(payment.get().at("data.status")).isEqualTo("REFUNDED");
        assertThat(payment.get().at("data.timeline.completed_at")).isEqualTo(completed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "PARTIAL", "OVERPAID", "FAILED", "REFUNDED", "CANCELLED"})
    void whatHasComeToItsEndCannotBeReconciled(String status, Team team) {
        var payment = reached(team, status);

        assertThat(payment.reconcile("{\"transaction_id\": \"00000000000\"}").text())
                .isEqualTo(settled(payment, status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "PARTIAL", "OVERPAID", "FAILED", "REFUNDED"})
    void whatHasComeToItsEndCannotBeCancelled(String status, Team team) {
        var payment = reached(team, status);

        assertThat(payment.cancel().text()).isEqualTo(settled(payment, status));
        assertThat(payment.get().at("data.status")).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"-50.00\"", "\"0\"", "\"0.00\"", "\"\"", "\" \"", "-50", "0", "true", "{}"})
    void anAmountThatIsNotPositiveIsToldSo(String amount, Team team) {
        assertThat(team.initialize("{\"amount\": " + amount + "}").text())
                .isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "INVALID_AMOUNT", "message": "Amount must be a positive number",
                  "details": {"field": "amount", "value": %s}}}""".formatted(amount)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5            | must be a text, such as "150.00", not a JSON number
            150.5        | must be a text, such as "150.00", not a JSON number
            "1.234"      | may have at most 2 digits behind the point
            "0.001"      | may have at most 2 digits behind the point
            "1,000.00"   | must be digits, at most 12 of them before a point, without sign, separator or currency
            "+5.00"      | must be digits, at most 12 of them before a point, without sign, separator or currency
            "1e3"        | must be digits, at most 12 of them before a point, without sign, separator or currency
            "GHS 5"      | must be digits, at most 12 of them before a point, without sign, separator or currency
            "\u0665"     | must be digits, at most 12 of them before a point, without sign, separator or currency
            "1000000000000" | must be digits, at most 12 of them before a point, without sign, separator or currency
            """)
    void aPositiveAmountIsToldTheRuleThatItBreaks(String amount, String rule, Team team) {
        assertThat(team.initialize("{\"amount\": " + amount + "}").text())
                .isEqualTo("{\"success\":false,\"error\":{\"code\":\"INVALID_AMOUNT\",\"message\":"
                        + Json.write("amount " + rule)
                        + ",\"details\":{\"field\":\"amount\",\"value\":" + Json.compact(amount) + ",\"rule\":"
                        + Json.write(rule) + "}}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1         | Amount must be a positive number
            1.005      | amount may have at most 2 digits behind the point
            1e12       | amount must be digits, at most 12 of them before a point, without sign, separator or currency
            1e99999    | amount must be digits, at most 12 of them before a point, without sign, separator or currency
            """)
    void aNumberOfAStrictCheckIsToldTheRuleThatItBreaks(String amount, String message, Team team) {
        var payment = team.payment("{\"amount\": \"10.00\"}");

        assertThat(payment.reconcile("{\"transaction_id\": \"00000000000\", \"amount\": " + amount + "}")
                        .at("error.message"))
                .isEqualTo(message);
    }

    private static Team.Payment reached(Team team, String status) {
        var payment = team.payment("{\"amount\": \"10.00\"}");
        switch (status) {
            case "PARTIAL" -> payment.pay("1.00");
            case "OVERPAID" -> payment.pay("99.00");
            case "FAILED" -> payment.decide("FAILED");
            case "CANCELLED" -> payment.cancel();
            default -> payment.pay("10.00");
        }
        if (status.equals("REFUNDED")) {
            payment.decide("REFUNDED");
        }
        assertThat(payment.get().at("data.status")).isEqualTo(status);
        return payment;
    }

    private static String settled(Team.Payment payment, String status) {
        return Json.compact("""
                {"success": false, "error": {"code": "TRANSACTION_ALREADY_VERIFIED",
                  "message": "Transaction %1$s is %2$s and can no longer change.",
                  "details": {"reference": "%1$s", "status": "%2$s"}}}""".formatted(payment.reference(), status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "MANUAL_REVIEW"})
    void anOpenPaymentIsCancelledAndCancellingItAgainChangesNothing(String status, Team team) {
        var payment = team.payment("{\"amount\": \"10.00\", \"expected_payer_phone\": \"0241111111\"}");
        if (status.equals("MANUAL_REVIEW")) {
            payment.pay("10.00", "phone", "0242222222");
        }
        assertThat(payment.get().at("data.status")).isEqualTo(status);
        String cancelled = Json.compact("""
                {"success": true, "reference": "%s", "status": "CANCELLED", "message": "The payment was cancelled."}""".formatted(payment.reference()));

        Reply first = team.post(payment.path() + "/cancel", "{\"reason\": \"changed my mind\"}");
        String completed = payment.get().at("data.timeline.completed_at");
        Reply again = team.service().send(team.secretKey(), "POST", payment.path() + "/cancel", null);

        assertThat(List.of(first.outcome(), first.text())).containsExactly("200", cancelled);
        assertThat(List.of(again.outcome(), again.text())).containsExactly("200", cancelled);
        assertThat(payment.get().at("data.status")).isEqualTo("CANCELLED");
        assertThat(payment.get().at("data.timeline.completed_at")).isEqualTo(completed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.00 | SUCCESS  | 0.00  | exact
             8.00 | PARTIAL  | -2.00 | underpaid
            12.00 | OVERPAID | 2.00  | overpaid
            """)
    void moneyThatCameWithoutACodeIsMatchedByHand(
            String paid, String status, String difference, String type, Team team) {
        var payment = team.payment("{\"amount\": \"10.00\"}");
        String number =
                String.valueOf(team.service().fixture("payment", "amount", paid).get("transaction_id"));

        Reply reply = payment.reconcile("{\"transaction_id\": \"" + number + "\", \"amount\": \"" + paid
                + "\", \"notes\": \"from the statement\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(success(Json.compact("""
                {"reconciliation_id": "%s", "status": "VERIFIED", "transaction_id": "%s", "transaction_updated": true,
                 "new_transaction_status": "%s", "matched_amount": "%s", "expected_amount": "10.00",
                 "difference": "%s", "difference_type": "%s", "message": "The payment was matched."}""".formatted(
                        reply.at("data.reconciliation_id"), number, status, paid, difference, type))));
        assertThat(reply.at("data.reconciliation_id")).matches("rec_[0-9a-f]{32}");
        assertThat(payment.get().at("data.status")).isEqualTo(status);
        assertThat(payment.get().at("data.difference_type")).isEqualTo(type.toUpperCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"10.00\"", "\"10\"", "10.00", "10.0", "10", "1e1"})
    void theAmountOfAStrictCheckIsATextOrANumber(String amount, Team team) {
        var payment = team.payment("{\"amount\": \"10.00\"}");
        String number = String.valueOf(
                team.service().fixture("payment", "amount", "10.00").get("transaction_id"));

        assertThat(payment.reconcile("{\"transaction_id\": \"" + number + "\", \"amount\": " + amount + "}")
                        .at("data.status"))
                .isEqualTo("VERIFIED");
    }

    @Test
    void aStrictAmountThatDiffersMatchesNothing(Team team) {
        var payment = team.payment("{\"amount\": \"10.00\"}");
        String number = String.valueOf(
                team.service().fixture("payment", "amount", "8.00").get("transaction_id"));

        assertThat(payment.reconcile("{\"transaction_id\": \"" + number + "\", \"amount\": \"10.00\"}")
                        .text())
                .isEqualTo(Json.compact("""
                        {"success": false, "error": {"code": "RECONCILIATION_FAILED",
                          "message": "Transaction id %1$s could not be matched: AMOUNT_MISMATCH.",
                          "details": {"status": "AMOUNT_MISMATCH", "transaction_id": "%1$s",
                                      "matched_amount": "8.00"}}}""".formatted(number)));
        assertThat(payment.get().at("data.status")).isEqualTo("PENDING");
    }

    @Test
    void moneyCountsOnceEvenByHand(Team team) {
        var paid = team.payment("{\"amount\": \"10.00\"}");
        String number = paid.pay("10.00");
        var other = team.payment("{\"amount\": \"10.00\"}");

        assertThat(other.reconcile("{\"transaction_id\": \"" + number + "\"}").text())
                .isEqualTo(settled(paid, "SUCCESS"));
        assertThat(other.get().at("data.status")).isEqualTo("PENDING");
    }

    @Test
    void moneyOfAnotherTeamDoesNotExist(Harpoon service) {
        String number = service.team().payment("{\"amount\": \"10.00\"}").pay("10.00");
        var payment = service.team().payment("{\"amount\": \"10.00\"}");

        assertThat(payment.reconcile("{\"transaction_id\": \"" + number + "\"}").text())
                .isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "RECONCILIATION_FAILED",
                  "message": "Transaction id %1$s could not be matched: NOT_FOUND.",
                  "details": {"status": "NOT_FOUND", "transaction_id": "%1$s"}}}""".formatted(number)));
    }

    @Test
    void aReferenceOfOnesOwnStandsForOnePaymentOfOneTeam(Harpoon service) {
        Team team = service.team();
        var first = team.payment("{\"amount\": \"10.00\", \"client_reference\": \"order-1\"}");

        assertThat(team.initialize("{\"amount\": \"11.00\", \"client_reference\": \"order-1\"}")
                        .text())
                .isEqualTo(Json.compact("""
                        {"success": false, "error": {"code": "DUPLICATE_REFERENCE",
                          "message": "The reference or idempotency key of this request already belongs to another one.",
                          "details": {"field": "client_reference", "reference": "%s"}}}""".formatted(first.reference())));
        assertThat(service.team()
                        .initialize("{\"amount\": \"11.00\", \"client_reference\": \"order-1\"}")
                        .outcome())
                .isEqualTo("201");
    }

    @Test
    void theListGoesThroughThePagesFromTheNewestOn(Team team) {
        List<String> newestFirst = new java.util.ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.add(0, team.payment("{\"amount\": \"" + (i + 1) + "\"}").reference());
            team.service().advance(Duration.ofSeconds(1));
        }
        List<String> seen = new java.util.ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            Reply reply = team.get("/v1/transactions?per_page=2&page=" + page);
            Json.objects(reply.members().get("data")).forEach(item -> seen.add(String.valueOf(item.get("reference"))));
            assertThat(Json.write(reply.members().get("pagination")))
                    .isEqualTo(Json.compact("""
                    {"page": %d, "per_page": 2, "total": 5, "total_pages": 3, "has_next": %s, "has_prev": %s}""".formatted(page, page < 3, page > 1)));
        }

        assertThat(seen).isEqualTo(newestFirst);
        assertThat(team.get("/v1/transactions?page=4&per_page=2").text()).isEqualTo(Json.compact("""
                {"success": true, "data": [], "pagination": {"page": 4, "per_page": 2, "total": 5, "total_pages": 3,
                  "has_next": false, "has_prev": true}}"""));
    }

    @Test
    void theListHoldsPaymentsFlat(Team team) {
        var paid = team.payment("{\"amount\": \"10.00\", \"client_reference\": \"order-1\"}");
        paid.pay("8.00", "name", "Ama Mensah");
        team.service().advance(Duration.ofSeconds(1));
        var open = team.payment("{\"amount\": \"10.00\", \"phone_number\": \"0241111111\"}");

        assertThat(team.get("/v1/transactions").text()).isEqualTo(Json.compact("""
                {"success": true, "data": [
                  {"reference": "%s", "hpn_code": "%s", "status": "PENDING", "expected_amount": "10.00",
                   "actual_amount": null, "difference": null, "difference_type": null, "currency": "GHS",
                   "payer_phone": "0241111111", "payer_name": null, "created_at": "%s", "completed_at": null},
                  {"reference": "%s", "hpn_code": "%s", "status": "PARTIAL", "expected_amount": "10.00",
                   "actual_amount": "8.00", "difference": "-2.00", "difference_type": "UNDERPAID", "currency": "GHS",
                   "payer_phone": "0241234567", "payer_name": "Ama Mensah", "created_at": "%s",
                   "completed_at": "%s"}],
                 "pagination": {"page": 1, "per_page": 50, "total": 2, "total_pages": 1, "has_next": false,
                                "has_prev": false}}""".formatted(
                        open.reference(),
                        open.hpnCode(),
                        open.text("created_at"),
                        paid.reference(),
                        paid.hpnCode(),
                        paid.text("created_at"),
                        paid.get().at("data.timeline.completed_at"))));
    }

    @Test
    void theListIsNarrowedByStatusTimeAndPhone(Team team) {
        String paid = paid(team, "{\"amount\": \"1\", \"phone_number\": \"0241111111\"}");
        Instant between = team.service().advance(Duration.ofMinutes(1));
        team.service().advance(Duration.ofMinutes(1));
        String open = team.payment("{\"amount\": \"1\", \"phone_number\": \"+233242222222\"}")
                .reference();

        assertThat(listed(team, "status=SUCCESS")).containsExactly(paid);
        assertThat(listed(team, "status=PENDING")).containsExactly(open);
        assertThat(listed(team, "from=" + between)).containsExactly(open);
        assertThat(listed(team, "to=" + between)).containsExactly(paid);
        assertThat(listed(team, "phone_number=%2B233241111111")).containsExactly(paid);
        assertThat(listed(team, "phone_number=0242222222")).containsExactly(open);
        assertThat(listed(team, "status=PENDING&to=" + between)).isEmpty();
        assertThat(listed(team, "from=-1000000000-01-01T00:00:00Z&to=%2B1000000000-12-31T23:59:59Z"))
                .containsExactly(open, paid);
    }

    private static String paid(Team team, String json) {
        var payment = team.payment(json);
        payment.pay("1.00");
        return payment.reference();
    }

    private static List<String> listed(Team team, String query) {
        return Json.objects(team.get("/v1/transactions?" + query).members().get("data")).stream()
                .map(item -> String.valueOf(item.get("reference")))
                .toList();
    }

    @Test
    void theNumbersOfTheTeamAreShownToEitherTypeOfKey(Team team) {
        String numbers = Json.compact("""
                {"success": true, "data": [
                  {"provider": "mtn", "phone_number": "0240000001", "account_name": "Akwaaba Shop", "is_default": true},
                  {"provider": "telecel", "phone_number": "0200000001", "account_name": "Akwaaba Shop",
                   "is_default": false}]}""");

        assertThat(team.get("/v1/merchant/payment-methods").text()).isEqualTo(numbers);
        assertThat(team.service()
                        .send(team.publicKey(), "GET", "/v1/merchant/payment-methods", null)
                        .text())
                .isEqualTo(numbers);
        assertThat(team.service()
                        .send(team.key("scopes", "webhooks:manage"), "GET", "/v1/merchant/payment-methods", null)
                        .text())
                .isEqualTo(Json.compact("""
                        {"success": false, "error": {"code": "INSUFFICIENT_SCOPE",
                          "message": "API key does not have transactions:read scope",
                          "details": {"required_scope": "transactions:read",
                                      "available_scopes": ["webhooks:manage"]}}}"""));
    }
}
