package io.sealpost.cli.command;

import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.BusinessClient;
import io.sealpost.cli.local.Installation;
import io.sealpost.cli.local.Platform;
import picocli.CommandLine.Option;

/** {@code --business}, the same on every command that acts for a business. */
public final class BusinessOption {
    @Option(
            names = "--business",
            paramLabel = "NAME",
            defaultValue = "demo",
            description = "the business to act for; added with 'business add' (default: demo)")
    String business = "demo";

    /**
     * Acts for the business.
     *
     * @throws IllegalStateException where the platform does not run, or there is no such business
     */
    BusinessClient client() {
        Installation installation = Installation.find();
        new Platform(installation).requireRunning();
        return new BusinessClient(Account.load(installation, business));
    }
}
