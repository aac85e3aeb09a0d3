package io.sealpost.consent.domain;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A phone number or e-mail address, normalised: two spellings of one address are equal. */
public record Address(Kind kind, String normalised) {
    private static final int MAX_LENGTH = 254;
    private static final Pattern EMAIL = Pattern.compile("[^\\s\\p{Cntrl}@]+@[^\\s\\p{Cntrl}@]+");

    /** The kind of an address; its symbol is part of the input of a recipient id. */
    public enum Kind {
        PHONE,
        EMAIL;

        public String symbol() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String symbol) {
            return switch (symbol) {
                case "phone" -> Optional.of(PHONE);
                case "email" -> Optional.of(EMAIL);
                default -> Optional.empty();
            };
        }
    }

    /**
     * Normalises an address: a phone number, which must name its country, to E.164; an e-mail
     * address to lower case without outer white space. Empty for a wrong form.
     */
    public static Optional<Address> of(String kind, String text) {
        return text.length() > MAX_LENGTH
                ? Optional.empty()
                : Kind.of(kind)
                        .flatMap(
                                known ->
                                        switch (known) {
                                            case PHONE -> phone(text);
                                            case EMAIL -> email(text);
                                        });
    }

    private static Optional<Address> phone(String text) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = numbers.parse(text, "ZZ");
            return isWhole(numbers, number)
                    ? Optional.of(
                            new Address(Kind.PHONE, numbers.format(number, PhoneNumberFormat.E164)))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Local numbers and extensions are not accepted. */
    private static boolean isWhole(PhoneNumberUtil numbers, PhoneNumber number) {
        return numbers.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                && !number.hasExtension();
    }

    private static Optional<Address> email(String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        return EMAIL.matcher(address).matches()
                ? Optional.of(new Address(Kind.EMAIL, address))
                : Optional.empty();
    }

    /** The kind only: the rest is personal data. */
    @Override
    public String toString() {
        return kind + " [redacted]";
    }
}
