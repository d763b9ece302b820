package dev.errata.site;

/**
 * What every page of the site shares.
 *
 * @param api the API's name
 * @param version the catalog's version
 */
record Shell(String api, String version) {
    /** A link to a code's page. */
    record Entry(String code, String href) {}
}
