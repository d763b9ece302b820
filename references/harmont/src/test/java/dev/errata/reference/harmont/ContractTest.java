package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.NamedTests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ContractTest {
    @Test
    void everyTestThatHoldsAPromiseOfTheContractExists() throws Exception {
        assertThat(NamedTests.absent(Path.of("CONTRACT.md"))).isEmpty();
    }
}
