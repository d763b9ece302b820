package dev.errata.catalog;

/** What a catalog must keep; each rule has a page of its own, shown by {@code errata explain RULE}. */
public enum Rule {
    /** The root file is YAML. */
    ROOT_YAML,
    /** The root file is there and complete. */
    ROOT_COMPLETE,
    /** A file has no key that nobody reads. */
    KEY_KNOWN,
    /** A value has the type and form that its key asks for. */
    VALUE_VALID,
    /** A page begins with front matter that is YAML. */
    PAGE_FRONT_MATTER,
    /** A page has what every page needs. */
    PAGE_COMPLETE,
    /** A page has its headings, in order. */
    PAGE_HEADINGS,
    /** There is at least one page. */
    CATALOG_NOT_EMPTY,
    /** The envelope names the code and each slot once. */
    ENVELOPE_VALID,
    /** A code matches the pattern of the root file. */
    CODE_PATTERN,
    /** No two pages, aliases or generated names collide. */
    CODE_UNIQUE,
    /** A message is a template and says more than the status phrase. */
    MESSAGE_TEMPLATE,
    /** A placeholder is a required detail that is not sensitive. */
    MESSAGE_PLACEHOLDER,
    /** A detail's example is of the detail's type. */
    DETAIL_EXAMPLE,
    /** A condition exists and is named by one page only. */
    CONDITION_NAMED_ONCE,
    /** Every root condition has an answer. */
    CONDITION_ROOTS,
    /** A condition supplies every required detail of the page that answers it. */
    CONDITION_FACTS,
    /** A condition that falls back to a page has the page's status. */
    CONDITION_STATUS,
    /** A form has an example, or the page a waiver. */
    EXAMPLE_PRESENT,
    /** A fence holds one request and known directives. */
    EXAMPLE_REQUEST,
    /** An answer shown under Response is one that callers receive. */
    RESPONSE_TRUE,
    /** A number in prose is one of the root file. */
    LIMIT_KNOWN,
    /** A link leads to something. */
    LINK_ALIVE,
    /** The lock is current and no published code has vanished. */
    LOCK_CURRENT
}
