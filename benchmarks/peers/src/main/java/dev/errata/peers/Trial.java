package dev.errata.peers;

/** What a client is made to do, and how that is judged. */
interface Trial {
    Verdict run(Stage stage) throws Exception;
}
