package dev.errata.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.System.Logger.Level;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeTextTest {
    private static final Code PLAIN = Code.named("GONE", "Not there")
            .form(Code.MAIN, 404, RetryAdvice.NEVER, "It is gone.")
            .build();

    private static final Code FULL = Code.named("SOLD_OUT", "Sold\tout, and \\n is no line")
            .type("stock")
            .surface(Surface.STREAM)
            .platform()
            .log(Level.WARNING)
            .detail(new Detail("item", DetailType.STRING, true, false, "item"))
            .detail(new Detail("left", DetailType.INTEGER, false, true, "limit"))
            .alias("OUT_OF_STOCK", LocalDate.parse("2026-06-01"))
            .alias("EMPTY")
            .form(Code.MAIN, 409, RetryAdvice.NEVER, Actor.OPERATOR, "{item} is out.\nTry \\t.", Condition.CONFLICT)
            .form(
                    "for-now",
                    503,
                    RetryAdvice.WAIT,
                    Actor.CALLER,
                    "{item} comes back.",
                    Condition.LIMIT_EXCEEDED,
                    Condition.SERVER)
            .statuses(new Statuses(List.of("5xx", "429")))
            .build();

    @Test
    void aFactIsALine() {
        assertThat(CodeText.write(List.of(PLAIN, FULL))).isEqualTo("""
                code	GONE	Not there
                form	main	404	NEVER	CALLER	It is gone.
                code	SOLD_OUT	Sold\\tout, and \\\\n is no line
                type	stock
                surface	STREAM
                platform
                log	WARNING
                detail	item	STRING	true	false	item
                detail	left	INTEGER	false	true	limit
                alias	OUT_OF_STOCK	2026-06-01
                alias	EMPTY\t
                form	main	409	NEVER	OPERATOR	{item} is out.\\nTry \\\\t.	CONFLICT
                form	for-now	503	WAIT	CALLER	{item} comes back.	LIMIT_EXCEEDED	SERVER
                statuses	5xx	429
                """);
    }

    @Test
    void whatIsReadIsWhatWasWrittenWhereverTheTextIsCut() {
        String text = CodeText.write(List.of(PLAIN, FULL));
        for (int cut = 0; cut <= text.length(); cut++) {
            List<Code> codes = CodeText.read(text.substring(0, cut), text.substring(cut));

            assertThat(CodeText.write(codes)).isEqualTo(text);
            assertThat(codes.get(1).title()).isEqualTo(FULL.title());
            assertThat(codes.get(1).main().message())
                    .hasToString(FULL.main().message().toString());
            assertThat(codes.get(1).details()).isEqualTo(FULL.details());
            assertThat(codes.get(1).nameOn(LocalDate.parse("2026-05-31"))).isEqualTo("OUT_OF_STOCK");
        }
        assertThat(CodeText.read("")).isEmpty();
    }

    @Test
    void textOfAnybodyElseIsRefusedWithItsLine() {
        assertThatThrownBy(() -> CodeText.read("form\tmain\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This is no fact of a code: form\tmain");
        assertThatThrownBy(() -> CodeText.read("code\tA\tB\nshape\tround\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This is no fact of a code: shape\tround");
        assertThatThrownBy(() -> CodeText.read("code\tA"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The last line of codes has no end: code\tA");
    }
}
