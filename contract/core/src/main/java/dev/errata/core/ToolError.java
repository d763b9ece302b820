package dev.errata.core;

import java.util.Locale;

/** What Errata's own tools and starts refuse; each has a section in {@code docs/errors.md}, headed by its name. */
public enum ToolError {
    /** An option, argument or command that there is not, or that does not go with the others. */
    ARGUMENT_UNUSABLE,
    /** Neither a folder that holds a catalog nor the name of a reference. */
    CATALOG_NOT_FOUND,
    /** A catalog that breaks rules. */
    CATALOG_UNUSABLE,
    /** No code, rule, condition or tool error of that name. */
    NAME_UNKNOWN,
    /** A file or folder that cannot be read or written. */
    FILE_UNUSABLE,
    /** A folder for something new that holds something already. */
    FOLDER_TAKEN,
    /** A first port that leaves none to some API. */
    PORT_OUT_OF_RANGE,
    /** A port where something else listens. */
    PORT_TAKEN,
    /** A service that does not start for another reason than its port. */
    SERVICE_NOT_STARTED,
    /** A master key that is missing, cannot be read, or is not the one that secrets are sealed under. */
    MASTER_KEY,
    /** A file with another secret than the database has. */
    SECRETS_DIFFER,
    /** Nodes of an earlier version, which cannot go on beside this one. */
    OTHER_VERSION_RUNS,
    /** A file of a database that is not sound. */
    DATABASE_DAMAGED,
    /** No catalog for a server, or several. */
    SERVER_CATALOG,
    /** An application whose errors the starter cannot answer, because it is reactive. */
    REACTIVE_APPLICATION,
    /** Guards in properties that cannot stand. */
    GUARDS_UNUSABLE,
    /** An origin in properties that no browser sends, or that may be any with credentials. */
    CORS_UNUSABLE,
    /** Proxies in properties that are no addresses, or beside another setting of whom to believe. */
    PROXIES_UNUSABLE,
    /** A request that says for whom it asks, from somebody who is not declared to be a proxy. */
    PROXY_UNDECLARED,
    /** Nothing listens where the service should be. */
    NOBODY_ANSWERS,
    /** An address of a service that is missing or cannot be read. */
    ADDRESS_UNUSABLE,
    /** A request would go to another machine. */
    OTHER_MACHINE,
    /** A catalog without a page or example to run. */
    NOTHING_TO_PROVE,
    /** An example that needs test controls, which the run does not have. */
    CONTROLS_MISSING,
    /** A run that has sent as many requests as it may. */
    BUDGET_SPENT,
    /** No Java, or an old one. */
    JAVA_UNUSABLE,
    /** No Maven in a checkout that has to be built. */
    MAVEN_MISSING,
    /** A checkout that does not build. */
    BUILD_FAILED;

    /** What the address of a page begins with, in every message. */
    public static final String PAGES = "docs/errors.md#";

    /** The message, and where more is said: a path in a checkout as in the command's zip, with GitHub's anchor. */
    public String tell(String message) {
        return message + " See " + PAGES + name().toLowerCase(Locale.ROOT);
    }
}
