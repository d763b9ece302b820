package dev.errata.reference.harpoon.merchant;

/**
 * A number at which a team takes money.
 *
 * @param provider the telco, in small letters
 * @param phoneNumber in the local form
 * @param accountName the name that payers see
 * @param isDefault whether payers are shown this one first
 */
public record PaymentMethod(String provider, String phoneNumber, String accountName, boolean isDefault) {}
