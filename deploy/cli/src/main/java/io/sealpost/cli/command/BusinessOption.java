package io.sealpost.cli.command;

import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.Home;
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

    Tenant tenant() {
        return new Tenant(Account.load(Home.find(), business));
    }
}
