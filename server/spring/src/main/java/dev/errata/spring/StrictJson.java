package dev.errata.spring;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Takes JSON as it is: what nobody reads is not left out, and nothing is taken for something else.
 *
 * @param json what is refused
 */
record StrictJson(JsonProperties json) implements JsonMapperBuilderCustomizer {
    @Override
    public void customize(JsonMapper.Builder builder) {
        if (json.is(json.refuseUnknownMembers())) {
            builder.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        }
        if (json.is(json.refuseRepeatedMembers())) {
            builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        }
        if (json.is(json.refuseOtherTypes())) {
            refuseOtherTypes(builder);
        }
        if (json.is(json.refuseUnstorableText())) {
            builder.addModule(new SimpleModule("text").addDeserializer(String.class, new Text(false)));
        }
    }

    private static void refuseOtherTypes(JsonMapper.Builder builder) {
        refuse(
                builder,
                LogicalType.Textual,
                CoercionInputShape.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean);
        refuse(
                builder,
                LogicalType.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean,
                CoercionInputShape.String,
                CoercionInputShape.EmptyString);
        refuse(
                builder,
                LogicalType.Boolean,
                CoercionInputShape.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.String,
                CoercionInputShape.EmptyString);
    }

    private static void refuse(JsonMapper.Builder builder, LogicalType type, CoercionInputShape... shapes) {
        builder.withCoercionConfig(
                type,
                (MutableCoercionConfig config) ->
                        List.of(shapes).forEach(shape -> config.setCoercion(shape, CoercionAction.Fail)));
    }

    /** No database and no answer could hold half a surrogate pair, so it would come back as something else. */
    private static final class Text extends StdScalarDeserializer<String> {
        /** Whether it is for a text that the application asks for, not for one inside of any JSON at all. */
        private final boolean named;

        Text(boolean named) {
            super(String.class);
            this.named = named;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            return new Text(property != null);
        }

        @Override
        public LogicalType logicalType() {
            return LogicalType.Textual;
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            String text = StringDeserializer.instance.deserialize(parser, context);
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new StreamReadException(parser, "Half a surrogate pair is not text");
            }
            if (named && NulText.isIn(text)) {
                throw InvalidFormatException.from(parser, NulText.RULE, text, String.class);
            }
            return text;
        }
    }
}
