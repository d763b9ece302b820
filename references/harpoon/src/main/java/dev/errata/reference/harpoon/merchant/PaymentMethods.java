package dev.errata.reference.harpoon.merchant;

import dev.errata.store.jdbc.Database;
import java.util.List;
import org.springframework.stereotype.Component;

/** The numbers at which teams take money. Thread-safe. */
@Component
public final class PaymentMethods {
    private final Database database;

    PaymentMethods(Database database) {
        this.database = database;
    }

    /** Gives a team a number; one that it has already stays as it is. */
    public void add(String team, boolean live, PaymentMethod method) {
        database.write(db -> db.sql("insert into payment_methods (team, live, provider, phone_number, account_name,"
                        + " is_default) values (:team, :live, :provider, :phone, :name, :default)"
                        + " on conflict do nothing")
                .param("team", team)
                .param("live", live ? 1 : 0)
                .param("provider", method.provider())
                .param("phone", method.phoneNumber())
                .param("name", method.accountName())
                .param("default", method.isDefault() ? 1 : 0)
                .update());
    }

    /** The numbers of a team, the default one first. */
    List<PaymentMethod> of(String team, boolean live) {
        return database.read(db -> db.sql("select provider, phone_number, account_name, is_default from payment_methods"
                        + " where team = :team and live = :live order by is_default desc, phone_number")
                .param("team", team)
                .param("live", live ? 1 : 0)
                .query((row, number) -> new PaymentMethod(
                        row.getString("provider"),
                        row.getString("phone_number"),
                        row.getString("account_name"),
                        row.getInt("is_default") == 1))
                .list());
    }
}
