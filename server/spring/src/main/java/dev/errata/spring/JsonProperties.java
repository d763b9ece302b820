package dev.errata.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is refused of JSON that Jackson would take, under {@code errata.json}.
 *
 * @param strict what each of the others is that is not set
 * @param refuseUnknownMembers that nobody reads
 * @param refuseRepeatedMembers that stand twice in one object
 * @param refuseOtherTypes such as a number where a text is read, and a text where a number or a boolean is
 * @param refuseUnstorableText which holds half a surrogate pair, or U+0000 where a handler asks for it by name
 * @param bounded in depth, tokens and lengths, as {@code errata-json-bounds.properties} says
 */
@ConfigurationProperties("errata.json")
public record JsonProperties(
        @DefaultValue("false") boolean strict,
        @Nullable Boolean refuseUnknownMembers,
        @Nullable Boolean refuseRepeatedMembers,
        @Nullable Boolean refuseOtherTypes,
        @Nullable Boolean refuseUnstorableText,
        @Nullable Boolean bounded) {
    /** Whether one of these is on. */
    boolean is(@Nullable Boolean own) {
        return own == null ? strict : own;
    }
}
