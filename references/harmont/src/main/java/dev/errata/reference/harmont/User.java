package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** Somebody with an account, as the API shows it. */
record User(String uuid, String email, String name) {

    /** Who is signed in, with the organization that the account began with. */
    record Current(@JsonUnwrapped User user, String personalOrgSlug) {}
}
