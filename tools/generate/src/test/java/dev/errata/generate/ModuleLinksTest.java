package dev.errata.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What modules read of headers that come in many shapes, and what they tell as JSON. */
class ModuleLinksTest {
    private static final List<String> LINKS = List.of(
            "<https://d.example.com/A>; rel=\"help\"",
            "</A#b>;rel=help",
            "</next>; rel=next, </A>; title=\"a, b\"; REL=\"license Help\"",
            "</next>; title=\"; rel=help\"",
            "</next>; rel=\"next\"; rel=\"help\"",
            "<<<<<".repeat(20_000) + "<>;a=\"".repeat(20_000));

    private static final List<String> PAGES = List.of("https://d.example.com/A", "/A#b", "/A", "-", "-", "-");
    private static final String BODY = "{\"error\":{\"code\":\"forbidden\",\"message\":\"No.\",\"request_id\":\"r\"}}";

    @TempDir
    private Path folder;

    private static String links() {
        return JsonMapper.builder().build().writeValueAsString(LINKS);
    }

    @Test
    void javaScriptFindsThePageInLinkAndTellsTheMessageAsJson() throws Exception {
        Scripts.require("node");
        Path module =
                new ScriptGenerator(Modules.harbor()).writeTypeScript(folder).get(0);

        assertThat(Scripts.run(List.of("node", "--input-type=module"), """
                        import { parse } from "file://%s";
                        for (const link of %s) {
                          console.log(parse(403, new Headers({ link }), '%s').docUrl ?? "-");
                        }
                        console.log(JSON.stringify({ error: parse(403, { Link: "</A>; rel=help" }, '%s') }));
                        """.formatted(module, links(), BODY, BODY)))
                .isEqualTo(lines(Stream.concat(
                        PAGES.stream(),
                        Stream.of("{\"error\":{\"name\":\"HarborError\",\"message\":\"No.\",\"code\":\"forbidden\","
                                + "\"known\":true,\"status\":403,\"details\":{},\"requestId\":\"r\",\"docUrl\":\"/A\","
                                + "\"retry\":\"never\",\"actor\":\"caller\"}}"))));
    }

    @Test
    void pythonFindsThePageInLinkAlsoWhereTheHeaderComesTwice() throws Exception {
        Scripts.require("python3");
        new ScriptGenerator(Modules.harbor()).writePython(folder);

        assertThat(Scripts.run(List.of("python3", "-"), """
                        import sys
                        sys.path.insert(0, "%s")
                        import email.message
                        import harbor_error
                        for link in %s:
                            headers = email.message.Message()
                            headers["Link"] = link
                            headers["Link"] = "</style.css>; rel=preload"
                            print(harbor_error.parse(403, headers, '%s').doc_url or "-")
                        """.formatted(folder, links(), BODY)))
                .isEqualTo(lines(PAGES.stream()));
    }

    private static String lines(Stream<String> lines) {
        return lines.map(line -> line + "\n").collect(Collectors.joining());
    }
}
