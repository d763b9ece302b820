package dev.errata.site;

/** A page that only leads from an earlier name to the code. */
record AliasView(String alias, String code, String href) {}
