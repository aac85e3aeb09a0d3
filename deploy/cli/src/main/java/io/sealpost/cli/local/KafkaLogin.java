package io.sealpost.cli.local;

import io.sealpost.client.producer.Connection;
import io.sealpost.embedded.Broker;
import io.sealpost.embedded.Credentials;
import io.sealpost.seal.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * How a business logs in at the broker, each value as a field of its own, so that every Kafka
 * client can use them.
 */
public record KafkaLogin(
        String bootstrapServers,
        String securityProtocol,
        String saslMechanism,
        String username,
        String password) {

    static KafkaLogin at(Broker broker, Credentials user) {
        return new KafkaLogin(
                broker.bootstrapServers(),
                Broker.SECURITY_PROTOCOL,
                Broker.SASL_MECHANISM,
                user.user(),
                user.password());
    }

    Connection connection(URI registry) {
        Secret secret = Secret.of(password.getBytes(StandardCharsets.UTF_8));
        return Connection.of(
                bootstrapServers, securityProtocol, saslMechanism, username, secret, registry);
    }

    @Override
    public String toString() {
        return "KafkaLogin[" + username + " at " + bootstrapServers + ", password redacted]";
    }
}
