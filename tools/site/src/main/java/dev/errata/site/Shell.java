package dev.errata.site;

import java.util.List;

/**
 * What every page of the site shares.
 *
 * @param api the API's name
 * @param version the catalog's version
 * @param groups all active codes by status, for the list beside a page
 */
record Shell(String api, String version, List<Group> groups) {
    /** Codes under a heading. */
    record Group(String heading, List<Entry> codes) {}

    /** A link to a code's page. */
    record Entry(String code, String href) {}
}
