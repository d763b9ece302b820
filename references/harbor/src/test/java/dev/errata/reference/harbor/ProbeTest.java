package dev.errata.reference.harbor;

import dev.errata.reference.control.CopiedSamples;
import dev.errata.reference.control.Probing;
import dev.errata.reference.control.ProgramSamples;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pages against the service. */
@ExtendWith(SharedHarbor.class)
class ProbeTest {
    private static final int CODES_OF_THE_CONTRACT = 8;

    @Test
    void everyPageIsProvenByItsOwnExample(Harbor service) {
        Probing.proves(service, CODES_OF_THE_CONTRACT, "forbidden", "not_found", "too_many_requests");
    }

    @Test
    void whatReadersCopyEndsAsThePageSays(Harbor service) {
        CopiedSamples.endAsTheirPagesSay(service);
    }

    @Test
    void theProgramsOfAPagePrintItsError(Harbor service, @TempDir Path folder) throws Exception {
        ProgramSamples.print(service, "resource_not_found.html", 404, folder);
    }
}
