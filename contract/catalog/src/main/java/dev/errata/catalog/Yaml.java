package dev.errata.catalog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * YAML as catalogs may be written in: without aliases, which can stand for a text without end, without keys that are lists
 * or keys themselves, and not nested without measure. What is refused is refused while it is read.
 */
final class Yaml {
    private static final int DEEPEST = 50;
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setAllowDuplicateKeys(true).build();

    private Yaml() {}

    /** Text that is not YAML as catalogs may be written in. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int line;
        private final int column;

        private RefusedException(Optional<Mark> mark, String message) {
            super(message, null, false, false);
            this.line = mark.map(at -> at.getLine() + 1).orElse(0);
            this.column = mark.map(at -> at.getColumn() + 1).orElse(0);
        }

        /** Its line, from 1; 0 when it is not known. */
        int line() {
            return line;
        }

        int column() {
            return column;
        }
    }

    /**
     * The root of a document, empty when there is none.
     *
     * @throws RefusedException with place and remedy
     */
    static Optional<Node> compose(String text) {
        try {
            Parser parser = new Bounded(new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text)));
            return new Composer(SETTINGS, parser).getSingleNode();
        } catch (MarkedYamlEngineException e) {
            throw new RefusedException(
                    e.getProblemMark(),
                    "This is not YAML: " + e.getProblem() + ". Text with ': ', '#' or '{' needs quotes.");
        } catch (YamlEngineException e) {
            throw new RefusedException(
                    Optional.empty(),
                    "This is not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ".");
        }
    }

    /** Hands events on and refuses what no catalog needs. */
    private static final class Bounded implements Parser {
        private final Parser parser;
        private final Deque<Level> levels = new ArrayDeque<>();

        /** A mapping or a list that is open. */
        private static final class Level {
            private final boolean mapping;
            private boolean atKey = true;

            private Level(boolean mapping) {
                this.mapping = mapping;
            }
        }

        private Bounded(Parser parser) {
            this.parser = parser;
        }

        @Override
        public boolean checkEvent(Event.ID choice) {
            return parser.checkEvent(choice);
        }

        @Override
        public Event peekEvent() {
            return parser.peekEvent();
        }

        @Override
        public boolean hasNext() {
            return parser.hasNext();
        }

        @Override
        public Event next() {
            Event event = parser.next();
            if (event instanceof AliasEvent alias) {
                throw new RefusedException(
                        event.getStartMark(),
                        "Found the alias '*" + alias.getAlias() + "'; a catalog has none, so write the value out.");
            }
            if (event instanceof CollectionStartEvent) {
                open(event);
            } else if (event instanceof CollectionEndEvent) {
                levels.pop();
                turn();
            } else if (event instanceof ScalarEvent) {
                turn();
            }
            return event;
        }

        private void open(Event event) {
            Level above = levels.peek();
            if (above != null && above.mapping && above.atKey) {
                throw new RefusedException(
                        event.getStartMark(), "Found a list or keys where a key stands; write a text before the ':'.");
            }
            if (levels.size() == DEEPEST) {
                throw new RefusedException(
                        event.getStartMark(),
                        "Found lists or keys in more than " + DEEPEST + " levels; write this with fewer.");
            }
            levels.push(new Level(event instanceof MappingStartEvent));
        }

        private void turn() {
            Level level = levels.peek();
            if (level != null) {
                level.atKey = !level.atKey;
            }
        }
    }
}
