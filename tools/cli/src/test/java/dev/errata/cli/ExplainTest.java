package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.Rule;
import dev.errata.catalog.RulePages;
import dev.errata.core.ToolError;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
    @TempDir
    private Path home;

    private Cli cli;

    @BeforeEach
    void write() {
        cli = Cli.withTiny(home);
    }

    @Test
    void aCodeIsExplainedByItsPage() {
        assertThat(cli.run("explain", "missing"))
                .isEqualTo(new Cli.Result(0, """
                ABSENT: Not there

                API        Tiny 1.0
                Status     404
                Retry      never: The same request will get the same answer: change it before you send it again.
                Actor      caller
                Message    {id} is not there.
                Variant    gone
                  Status   410
                  Retry    wait: Send the same request again, but not before the time that the answer states in Retry-After.
                  Actor    caller
                  Message  {id} was here once.
                Earlier    MISSING
                Since      1.0
                Page       %s

                Details
                  id    string                       Your own number
                  hint  string, optional, sensitive  What to do

                Cause
                  Nobody made it.

                Fix
                  Make it first.

                Example
                base='http://127.0.0.1:1'
                secret_key='YOUR_SECRET_KEY'
                id='YOUR_ID'
                curl -sSf -o /dev/null "$base/orders" \\
                  -H "Authorization: Bearer $secret_key" \\
                  -H 'Content-Type:' \\
                  --data-binary @- <<<'{"it'\\''s": "'"$id"'"}'

                curl -i "$base/orders/o1"

                Example of gone
                # Sends bytes as they are, which curl would not. It knows no TLS, and base must name its port.
                raw() {
                  address=${base#*://}
                  exec 3<>"/dev/tcp/${address%%%%:*}/${address##*:}"
                  cat >&3
                  cat <&3
                }

                base='http://127.0.0.1:1'
                printf '%%s\\r\\n' \\
                  'GET /orders/o2 HTTP/1.1' \\
                  'Host: x' \\
                  '' | raw
                """.formatted(cli.path("references/tiny/errors/codes/ABSENT.md")), ""));
    }

    @Test
    void aRuleIsExplainedByItsPage() {
        assertThat(cli.run("explain", "lock_current"))
                .isEqualTo(new Cli.Result(0, RulePages.of(Rule.LOCK_CURRENT), ""));
    }

    @Test
    void anErrorOfOurOwnToolsIsExplainedByItsSection() {
        Cli.Result result = cli.run("explain", "port_taken");

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .startsWith("# PORT_TAKEN\n\n**Found**: something listens at a port")
                .contains("\n\n**Do**: stop the other process")
                .doesNotContain("SERVICE_NOT_STARTED\n");
        for (ToolError error : ToolError.values()) {
            assertThat(cli.run("explain", error.name()).out()).startsWith("# " + error + "\n\n**Found**: ");
        }
    }

    @Test
    void aConditionIsExplainedWithThePagesThatAnswerIt() {
        cli.write("references/tiny/errors/codes/SLOW.md", """
                ---
                status: 429
                title: Too fast
                retry: wait
                message: Slow down.
                raised-by: [limit]
                since: "1.0"
                prove: { waiver: nobody waits that long }
                ---
                ## Cause
                Too fast.

                ## Fix
                Wait.
                """);
        assertThat(cli.run("explain", "limit.rate.key")).isEqualTo(new Cli.Result(0, """
                limit.rate.key: a condition that the platform detects

                Status  429
                Facts   limit, window_seconds, level, retry_after, retry_after_ms
                Parent  limit.rate
                Tiny    (SLOW)
                """, ""));
    }

    @Test
    void anUnknownNameSaysWhereItWasLookedFor() {
        assertThat(cli.run("explain", "ABSENCE"))
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "errata explain: No code, rule, condition or error of our tools is called 'ABSENCE'. Did you mean 'ABSENT'? Codes were looked for in Tiny. "
                                + "'errata list <catalog>' prints codes, 'errata list --conditions' conditions; "
                                + "--catalog looks elsewhere. See docs/errors.md#name_unknown\n"));
    }

    @Test
    void aReferenceThatCannotBeReadIsLeftOutAndNamed() {
        cli.write("references/bad/errors/errata.yaml", "api: Bad\n");
        Cli.Result result = cli.run("explain", "ABSENT");

        assertThat(result.status()).isZero();
        assertThat(result.err())
                .isEqualTo("errata explain: left out bad, whose catalog cannot be read; 'errata lint bad' says why."
                        + " See docs/errors.md#catalog_unusable\n");
    }
}
