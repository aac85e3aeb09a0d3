package io.sealpost.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.cli.Output;
import io.sealpost.cli.local.BusinessClient;
import io.sealpost.seal.id.RecipientId;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./sealpost recipient}: makes recipient ids. */
@Command(
        name = "recipient",
        mixinStandardHelpOptions = true,
        description = "Make recipient ids.",
        subcommands = RecipientCommand.Id.class,
        footer = {"", "Example:", "  ./sealpost recipient id --phone '+49 30 1234567'"})
public final class RecipientCommand {
    private static final int ID_BYTES = 16;

    /** One of the two. */
    static final class Address {
        @Option(
                names = "--phone",
                paramLabel = "NUMBER",
                description = "with its country code, or - for standard input")
        @Nullable String phone;

        @Option(
                names = "--email",
                paramLabel = "ADDRESS",
                description = "an e-mail address, or - for standard input")
        @Nullable String email;
    }

    /** {@code ./sealpost recipient id}. */
    @Command(
            name = "id",
            mixinStandardHelpOptions = true,
            description = {
                "Print a recipient's opaque id. An address always gives the same id for the same business;",
                "only the consent service stores the address, encrypted. Without an address the id is random."
            },
            footer = {
                "",
                "Examples:",
                "  ./sealpost recipient id",
                "  ./sealpost recipient id --phone '+49 30 1234567'",
                "  ./sealpost recipient id --business acme --email someone@example.org",
                "  ./sealpost recipient id --email - < address.txt      other users can read command lines",
                "",
                "Fields of --json: recipient."
            })
    static final class Id implements Callable<Integer> {
        @Mixin JsonOption json = new JsonOption();
        @Mixin BusinessOption business = new BusinessOption();

        @ArgGroup @Nullable Address address;

        @Override
        public Integer call() throws IOException {
            String id = address == null ? random() : resolve(address);
            Output output = json.output();
            output.print(id);
            output.result(Map.of("recipient", id));
            return 0;
        }

        private static String random() {
            byte[] bits = new byte[ID_BYTES];
            new SecureRandom().nextBytes(bits);
            return RecipientId.of(bits).value();
        }

        private String resolve(Address address) throws IOException {
            String kind = address.phone != null ? "phone" : "email";
            String given = address.phone != null ? address.phone : address.email;
            try (BusinessClient client = business.client()) {
                ObjectNode body = Output.mapper().createObjectNode();
                ObjectNode contact = body.putArray("addresses").addObject();
                contact.put("kind", kind);
                contact.put("address", ArgumentInput.secret(given));
                URI url = URI.create(client.account().consent() + "/v1/recipients:resolve");
                JsonNode answer = client.api().post(url, body, client.account().token());
                return answer.path("recipients").path(0).asText();
            }
        }
    }
}
