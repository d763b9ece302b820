package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Service;
import dev.errata.reference.control.StrictClient;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The client in {@code clients/python}, which knows the vendor's pages and nothing of ours, against the service. */
@ExtendWith(SharedHarbor.class)
class StrictClientTest {
    @Test
    void aStrictClientOfTheVendorsWireFindsEveryMemberOfEveryOperation(Harbor service, @TempDir Path folder)
            throws Exception {
        Map<String, String> environment = Map.of(
                "HARBOR_BASE",
                service.base().toString().replaceFirst("/$", ""),
                "HARBOR_CONTROL_TOKEN",
                Service.CONTROL_TOKEN);

        assertThat(StrictClient.inPython(Path.of("clients", "python"), environment, folder.resolve("out.txt")))
                .containsExactly("operations sent / listed: 11 / 11");
    }
}
