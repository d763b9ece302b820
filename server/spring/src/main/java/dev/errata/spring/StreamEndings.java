package dev.errata.spring;

import dev.errata.guard.stream.StreamEnding;
import dev.errata.guard.stream.StreamListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the log how event streams end: readers that are too slow as warnings, failures as errors. */
final class StreamEndings implements StreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamEndings.class);

    @Override
    public void ended(Object group, StreamEnding ending, long lastSent, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.error("The event stream of {} failed behind event {}", group, lastSent, failure);
        } else if (ending == StreamEnding.TOO_SLOW) {
            LOG.warn("The event stream of {} was cut behind event {}: its reader is too slow", group, lastSent);
        } else {
            LOG.debug("The event stream of {} ended behind event {}: {}", group, lastSent, ending);
        }
    }
}
