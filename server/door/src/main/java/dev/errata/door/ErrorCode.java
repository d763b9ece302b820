package dev.errata.door;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the code that answers an exception of the application's own, and of those below it. The code's details are taken
 * from the exception's methods of the same name: {@code order_id} from {@code orderId()} or {@code getOrderId()}.
 *
 * <pre>{@code
 * @ErrorCode("ORDER_NOT_FOUND")
 * final class OrderNotFound extends RuntimeException {
 *     public String orderId() { … }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ErrorCode {
    /** The identifier of the code. */
    String value();

    /** The name of the variant; empty for the main form. */
    String variant() default "";
}
