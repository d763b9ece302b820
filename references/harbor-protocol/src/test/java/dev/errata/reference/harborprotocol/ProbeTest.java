package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.CopiedSamples;
import dev.errata.reference.control.Probing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages against the service. */
@ExtendWith(Runtimes.class)
class ProbeTest {
    private static final int CODES_OF_THE_CONTRACT = 11;

    @Test
    void everyPageIsProvenByItsOwnExample(HarborRuntime service) {
        assertThat(Probing.proves(service, CODES_OF_THE_CONTRACT).platform()).hasSize(4);
    }

    @Test
    void whatReadersCopyEndsAsThePageSays(HarborRuntime service) {
        CopiedSamples.endAsTheirPagesSay(service);
    }
}
