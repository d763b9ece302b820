package dev.errata.reference.harmont;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which job of which build of which pipeline. */
record JobId(long pipeline, long build, int job) {
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,17})-([1-9]\\d{0,17})-(\\d{1,3})");

    static Optional<JobId> read(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new JobId(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** What a token of the build's logs is for. */
    String ofBuild() {
        return pipeline + "-" + build;
    }

    @Override
    public String toString() {
        return ofBuild() + "-" + job;
    }
}
