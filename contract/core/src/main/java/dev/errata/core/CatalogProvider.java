package dev.errata.core;

/** Hands a generated catalog to the server that finds it with {@link java.util.ServiceLoader}. */
public interface CatalogProvider {
    /** The catalog; the same instance at every call. */
    Catalog catalog();
}
