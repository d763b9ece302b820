package dev.errata.reference.harborprotocol.artifacts;

import dev.errata.reference.harborprotocol.identity.Identity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the bytes of artifacts, for stores that have no addresses of their own. No method of the protocol. */
@RestController
final class ConsoleController {
    private final Artifacts artifacts;

    ConsoleController(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    /** As something to keep, whatever it says that it is: nobody's upload is shown in a browser as a page of ours. */
    @GetMapping("/console/artifacts/{id}")
    ResponseEntity<byte[]> download(Identity identity, @PathVariable String id) {
        Artifact artifact = artifacts.get(identity.owner(), id);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                .header("X-Content-Type-Options", "nosniff")
                .body(artifacts.bytes(artifact));
    }
}
