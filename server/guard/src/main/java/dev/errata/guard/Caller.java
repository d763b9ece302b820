package dev.errata.guard;

import java.util.Set;

/**
 * Who sends the request, as the key guard found out.
 *
 * @param keyId the public part of the key, fit for logs
 * @param owner the account that the key acts for
 * @param user the user whose key it is; several keys may have one user
 * @param type such as {@code secret} or {@code public}
 * @param live false for a test key
 * @param scopes what the key may do
 */
public record Caller(String keyId, String owner, String user, String type, boolean live, Set<String> scopes)
        implements AboutCaller {}
