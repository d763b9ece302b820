package dev.errata.spring;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far an application has come on its way to the contract, under {@code errata}.
 *
 * @param mode whether errors are answered in the contract, or are only told in the log
 * @param paths patterns of paths that are in the contract, such as {@code /v2/**}; none means all
 * @param packages whose controllers are in the contract, with the packages below them; none means all
 * @param headers what a request must carry to be in the contract, such as {@code API-Version=2}; none means nothing
 * @param exceptionHandlers whether {@code @ExceptionHandler} methods of the application are asked first
 * @param ownBodies whether bodies that handlers themselves write with an error status stay as they are
 */
@ConfigurationProperties("errata")
public record AdoptionProperties(
        @DefaultValue("enforce") Mode mode,
        @DefaultValue List<String> paths,
        @DefaultValue List<String> packages,
        @DefaultValue Map<String, String> headers,
        @DefaultValue("replace") Choice exceptionHandlers,
        @DefaultValue("keep") Choice ownBodies) {

    /** What is done with errors. */
    public enum Mode {
        /** They are answered in the contract. */
        ENFORCE,
        /** No byte changes; what would differ is told in the log. */
        OBSERVE
    }

    /** What becomes of something that an application already has. */
    public enum Choice {
        /** It works as before. */
        KEEP,
        /** The contract takes its place. */
        REPLACE
    }
}
