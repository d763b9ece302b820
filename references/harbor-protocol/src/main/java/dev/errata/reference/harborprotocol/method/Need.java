package dev.errata.reference.harborprotocol.method;

/** What a method asks of its caller beyond a complete identity. */
public enum Need {
    /** Nothing. */
    IDENTITY("a complete identity"),
    /** Nothing, within the caller's tenant. */
    ADMIN_ACROSS("a complete identity; `admin` for another tenant"),
    /** Nothing, within the caller's tenant. */
    FLEET_ACROSS("a complete identity; `admin` or `console:fleet` for another tenant"),
    /** The token's scope. */
    ADMIN("the scope `admin`"),
    /** A steering scope. */
    SESSION_USER("the steering scope `session_user`"),
    /** A steering scope. */
    OWNER_USER("the steering scope `owner_user`"),
    /** A steering scope. */
    ADMIN_STEERING("the steering scope `admin`");

    private final String words;

    Need(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
