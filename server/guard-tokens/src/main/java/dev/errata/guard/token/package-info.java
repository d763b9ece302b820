/**
 * Signed tokens: JSON web tokens (RFC 7519) that an issuer signed with a private key, read as RFC 8725 advises.
 *
 * <p>{@link dev.errata.guard.token.TokenVerifier} holds a token against {@link dev.errata.guard.token.TokenRules} and
 * the public {@link dev.errata.guard.token.TokenKeys} of its issuer, and answers with a
 * {@link dev.errata.guard.token.TokenVerdict}. {@link dev.errata.guard.token.TokenGuard} stands at the door and leaves
 * the {@link dev.errata.guard.token.VerifiedToken} on the request. {@link dev.errata.guard.token.TokenSigner} is the
 * other side, for services that issue their own.
 *
 * <p>Signatures are checked by nimbus-jose-jwt; the form of a token is read here, more strictly than it does.
 */
@NullMarked
package dev.errata.guard.token;

import org.jspecify.annotations.NullMarked;
