package dev.errata.core;

/** One form of a code: its status, retry advice, actor and message. The first variant of a code is its main form. */
public final class Variant {
    private final Code code;
    private final String name;
    private final int status;
    private final RetryAdvice retry;
    private final Actor actor;
    private final MessageTemplate message;
    private final Statuses statuses;
    private final int detailCount;

    Variant(
            Code code,
            String name,
            int status,
            RetryAdvice retry,
            Actor actor,
            MessageTemplate message,
            Statuses statuses) {
        this.code = code;
        this.name = name;
        this.status = status;
        this.retry = retry;
        this.actor = actor;
        this.message = message;
        this.statuses = statuses;
        this.detailCount = code.details().size();
    }

    int detailCount() {
        return detailCount;
    }

    /** The code whose form this is. */
    public Code code() {
        return code;
    }

    /** Its name on the page; {@value Code#MAIN} for the main form. */
    public String name() {
        return name;
    }

    /** The id of the element of the code's page that tells of this form; empty for the main form, which the page is. */
    public String anchor() {
        return name.equals(Code.MAIN) ? "" : anchor(name);
    }

    /** The id of the element of a page that tells of the variant with this name. */
    public static String anchor(String variant) {
        return "variant-" + variant.replaceAll("[^A-Za-z0-9_.-]", "-");
    }

    /** The HTTP status unless another one was set that it keeps, 400 to 599; 0 for a form that is never the answer to a request. */
    public int status() {
        return status;
    }

    /** The statuses that an answer keeps where one of them was set, instead of {@link #status}. */
    public Statuses statuses() {
        return statuses;
    }

    /** Whether answers of this form may have the status. */
    public boolean answersWith(int other) {
        return other == status || statuses.contains(other);
    }

    /** What a caller may do with the same request. */
    public RetryAdvice retry() {
        return retry;
    }

    /** Who must act where time alone does not help. */
    public Actor actor() {
        return actor;
    }

    /** The message with its placeholders. */
    public MessageTemplate message() {
        return message;
    }

    /**
     * An occurrence.
     *
     * @param values one value for each of the code's details, in the order of {@link Code#details}; null for an
     *     optional one that is left out. Generated factories call this with the right types; the array is kept.
     */
    public ApiError occurrence(@org.jspecify.annotations.Nullable Object... values) {
        return new ApiError(this, values, null, null, 0);
    }

    @Override
    public String toString() {
        return name.equals(Code.MAIN) ? code.id() : code.id() + " (" + name + ")";
    }
}
