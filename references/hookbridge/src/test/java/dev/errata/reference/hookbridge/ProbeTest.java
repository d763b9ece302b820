package dev.errata.reference.hookbridge;

import dev.errata.reference.control.CopiedSamples;
import dev.errata.reference.control.Probing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages against the service. */
@ExtendWith(SharedHookBridge.class)
class ProbeTest {
    private static final int CODES_OF_THE_CONTRACT = 29;

    @Test
    void everyPageIsProvenByItsOwnExample(HookBridge service) {
        Probing.proves(service, CODES_OF_THE_CONTRACT, "TOO_MANY_REQUESTS");
    }

    @Test
    void whatReadersCopyEndsAsThePageSays(HookBridge service) {
        CopiedSamples.endAsTheirPagesSay(service);
    }
}
