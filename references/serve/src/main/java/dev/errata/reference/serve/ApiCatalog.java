package dev.errata.reference.serve;

import dev.errata.probe.FormResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A catalog as the site in the API's jar tells it ({@code catalog.json}): what the portal shows, and nothing else.
 *
 * @param api the API's name
 * @param version the catalog's version
 * @param description one line; empty when there is none
 * @param codes retired ones too
 */
record ApiCatalog(String api, String version, String description, List<ApiCode> codes) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * One code.
     *
     * @param page the name of its page's file
     * @param state {@code active} or {@code retired}
     */
    record ApiCode(
            String code,
            String title,
            String page,
            String state,
            List<ApiAlias> aliases,
            boolean platform,
            List<ApiForm> forms,
            List<ApiDetail> details,
            String cause,
            List<ApiExample> examples) {

        boolean retired() {
            return state.equals("retired");
        }

        /** What a whole proof holds, named as the prober names it: its forms, once more for each name still received. */
        Map<String, ApiForm> proofs() {
            Map<String, ApiForm> proofs = new LinkedHashMap<>();
            forms.forEach(form -> proofs.put(form.name(), form));
            aliases.stream()
                    .filter(alias -> alias.until() != null)
                    .forEach(alias -> forms.forEach(
                            form -> proofs.put(FormResult.Subject.name(form.name(), alias.name()), form)));
            return proofs;
        }

        /** The types of its details, named as the lock names them. */
        Map<String, String> detailTypes() {
            Map<String, String> types = new TreeMap<>();
            details.forEach(detail -> types.put(detail.name() + (detail.required() ? "" : "?"), detail.type()));
            return types;
        }
    }

    /** A name that the code had before; callers pinned to a day before {@code until} still receive it. */
    record ApiAlias(String name, @Nullable String until) {}

    /** One form; its status is null where the error is no answer to a request. */
    record ApiForm(String name, @Nullable Integer status, String retry, String message) {
        int number() {
            return status == null ? 0 : status;
        }
    }

    /** One typed detail. */
    record ApiDetail(String name, String type, boolean required) {}

    /** The example of a form. */
    record ApiExample(String form, List<ApiStep> steps) {}

    /** A request of an example. */
    record ApiStep(
            List<ApiDirective> directives,
            String method,
            String target,
            List<ApiHeader> headers,
            @Nullable String body) {}

    /** What the example says of a request. */
    record ApiDirective(String name) {}

    /** A header of a request. */
    record ApiHeader(String name, String value) {}

    /** The catalog of a reference, from its jar. */
    static ApiCatalog of(String reference) {
        return MAPPER.readValue(site(reference, "catalog.json"), ApiCatalog.class);
    }

    /** A file of the site of a reference, from its jar. */
    static byte[] site(String reference, String file) {
        String name = "/META-INF/errata/" + reference + "/site/" + file;
        try (InputStream in = ApiCatalog.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + name
                        + "; build the module of the reference with the goals generate and site.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
