package dev.errata.door;

import java.io.IOException;

/** The answer as the door writes it. Used by one thread at a time. */
public interface DoorAnswer {
    /** Whether its first byte has left, so that it can no longer become another one. */
    boolean isCommitted();

    /** Throws away the body that was prepared, with the headers that spoke of it; all other headers stay. */
    void reset();

    /** Sets a header, in place of all of this name. */
    void header(String name, String value);

    /** Sends status, headers, length and body; the bytes of the body are left out when HEAD asked. */
    void send(int status, byte[] body) throws IOException;

    /** Adds bytes to a stream that has begun, and sends them on their way. */
    void append(byte[] bytes) throws IOException;

    /** Closes the connection, so that nobody takes what was sent for a whole answer. */
    void cut();
}
