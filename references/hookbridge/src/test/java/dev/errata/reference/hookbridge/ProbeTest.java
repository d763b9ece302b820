package dev.errata.reference.hookbridge;

import dev.errata.reference.control.CopiedSamples;
import dev.errata.reference.control.Probing;
import dev.errata.reference.control.ProgramSamples;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pages against the service. */
@ExtendWith(SharedHookBridge.class)
class ProbeTest {
    private static final int CODES_OF_THE_CONTRACT = 29;

    @Test
    void everyPageIsProvenByItsOwnExample(HookBridge service) {
        Probing.proves(service, CODES_OF_THE_CONTRACT, "GONE", "TOO_MANY_REQUESTS");
    }

    @Test
    void whatReadersCopyEndsAsThePageSays(HookBridge service) {
        CopiedSamples.endAsTheirPagesSay(service);
    }

    @Test
    void theProgramsOfAPagePrintItsError(HookBridge service, @TempDir Path folder) throws Exception {
        ProgramSamples.print(service, "INVALID_ENDPOINT.html", 400, folder);
    }
}
