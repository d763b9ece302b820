package dev.errata.reference.harpoon;

import dev.errata.reference.control.CopiedSamples;
import dev.errata.reference.control.Probing;
import dev.errata.reference.control.ProgramSamples;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pages against the service. */
@ExtendWith(SharedHarpoon.class)
class ProbeTest {
    private static final int CODES_OF_THE_CONTRACT = 22;

    @Test
    void everyPageIsProvenByItsOwnExample(Harpoon service) {
        Probing.proves(service, CODES_OF_THE_CONTRACT, "NOT_FOUND");
    }

    @Test
    void whatReadersCopyEndsAsThePageSays(Harpoon service) {
        CopiedSamples.endAsTheirPagesSay(service);
    }

    @Test
    void theProgramsOfAPagePrintItsError(Harpoon service, @TempDir Path folder) throws Exception {
        ProgramSamples.print(service, "INVALID_CURRENCY.html", 400, folder);
    }
}
