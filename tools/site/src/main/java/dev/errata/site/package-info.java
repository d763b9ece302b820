/**
 * The catalog as a documentation site: {@link dev.errata.site.SiteGenerator} writes plain files.
 *
 * <p>{@code Site} knows which files there are. {@code IndexViews} and {@code PageViews} turn the catalog into views, the
 * records that the templates in {@code src/main/jte} show. {@code Markdown} renders prose, {@code Response} the answer
 * of a code, {@code ExampleReader} and the {@code Language}s its requests. {@code CurlScript}
 * is an example as a script for bash; {@code ShellStep} and {@code ShellCall} write its requests. {@code Twins}, {@code CatalogJson} and
 * {@code SearchIndex} write the same for programs. The stylesheet and the script are resources beside the classes.
 */
@NullMarked
package dev.errata.site;

import org.jspecify.annotations.NullMarked;
