package dev.errata.probe;

/**
 * Something seen on an answer of a run that no answer may show; it fails the code whose page was run.
 *
 * @param kind which check saw it
 * @param text what was found, in one sentence
 * @param exchange the request and its answer
 */
public record Observation(Kind kind, String text, Exchange exchange) {
    /** The checks made on every answer. */
    public enum Kind {
        /** A code that is not an active one of the catalog. */
        UNDOCUMENTED_CODE,
        /** A code with a status that its page does not have. */
        UNDOCUMENTED_STATUS,
        /** An error whose body is not the envelope. */
        FOREIGN_BODY,
        /** The request id is missing, or header and body differ. */
        REQUEST_ID,
        /** The address of the page leads nowhere, or not to the page of the code. */
        DOC_URL,
        /** A placeholder reached the wire unfilled. */
        UNFILLED_TEMPLATE,
        /** Something of the inside, or a credential, reached the wire. */
        LEAK,
        /** The media type is not the envelope's. */
        CONTENT_TYPE
    }
}
