package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.CopiedSamples;
import dev.errata.reference.control.Probing;
import dev.errata.reference.control.ProgramSamples;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pages against the service. */
@ExtendWith(Runtimes.class)
class ProbeTest {
    private static final int CODES_OF_THE_CONTRACT = 11;

    @Test
    void everyPageIsProvenByItsOwnExample(HarborRuntime service) {
        assertThat(Probing.proves(service, CODES_OF_THE_CONTRACT, "absent").platform())
                .hasSize(6);
    }

    @Test
    void whatReadersCopyEndsAsThePageSays(HarborRuntime service) {
        CopiedSamples.endAsTheirPagesSay(service);
    }

    @Test
    void theProgramsOfAPagePrintItsError(HarborRuntime service, @TempDir Path folder) throws Exception {
        ProgramSamples.print(service, "unknown_method.html", 404, folder);
    }
}
