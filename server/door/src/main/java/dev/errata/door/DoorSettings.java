package dev.errata.door;

/**
 * What an application may set.
 *
 * @param docsUrl what stands for {@code {docs}} in addresses of pages, without a slash at its end; empty makes them
 *     relative to the service
 * @param challenge what {@code WWW-Authenticate} says on a 401 that has no challenge of its own
 * @param maxBodyBytes how many bytes of a body are read; {@link Long#MAX_VALUE} for any number
 */
public record DoorSettings(String docsUrl, String challenge, long maxBodyBytes) {
    /** No prefix for addresses, {@code Bearer}, and 1 MiB. */
    public static DoorSettings defaults() {
        return new DoorSettings("", "Bearer", 1024 * 1024);
    }
}
