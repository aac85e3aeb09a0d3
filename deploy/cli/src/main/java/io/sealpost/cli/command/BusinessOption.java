package io.sealpost.cli.command;

import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Platform;
import io.sealpost.cli.local.Tenant;
import picocli.CommandLine.Option;

/** {@code --business}, the same on every command that speaks for one. */
public final class BusinessOption {
    @Option(
            names = "--business",
            paramLabel = "NAME",
            defaultValue = "demo",
            description = "the business that speaks, added with 'business add' (default: demo)")
    String business = "demo";

    /**
     * Speaks for it.
     *
     * @throws IllegalStateException where nothing is running, or there is no such business
     */
    Tenant tenant() {
        Home home = Home.find();
        new Platform(home).requireRunning();
        return new Tenant(Account.load(home, business));
    }
}
