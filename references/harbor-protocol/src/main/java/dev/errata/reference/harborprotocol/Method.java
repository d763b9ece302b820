package dev.errata.reference.harborprotocol;

/**
 * One method of the protocol.
 *
 * @param name the canonical name
 * @param verb of HTTP
 * @param bodyLimit the catalog's limit for the bytes of its body; empty where there is none
 * @param capability what {@code runtime.info} calls the surface that it belongs to
 * @param summary what it does, in one line
 */
record Method(String name, String verb, String route, String bodyLimit, Need need, String capability, String summary) {
    /** Whether it is a call: a body goes in and JSON comes out. */
    boolean isCall() {
        return verb.equals("POST");
    }
}
