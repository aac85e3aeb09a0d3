package io.sealpost.hop;

import static io.sealpost.hop.Ledger.deposits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.hop.HopListener.Point;
import io.sealpost.testing.ChildJvm;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The topic of one tenant, acme, cannot be written: the others go on, and nothing is lost. */
class ParkingTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<Deposit> acme = deposits(300, 3, "acme");
    private final List<Deposit> bolt = deposits(300, 3, "bolt");

    @Test
    void recordsOfAMissingTopicWaitInOrderAndOthersGoOn() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            ledger.createTopicOf("bolt");
            ledger.send(0, mixed(acme.subList(0, 100), bolt.subList(0, 100)));
            try (var node = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(200);
                ledger.send(0, mixed(acme.subList(100, 200), bolt.subList(100, 200)));
                ledger.awaitCommitted(400);
                node.publishParked();
                assertThat(ledger.parked()).as("while the topic is missing").isEqualTo(200);
                assertThat(ledger.receiptsOf("bolt")).hasSize(200);

                ledger.createTopicOf("acme");
                ledger.send(0, mixed(acme.subList(200, 300), bolt.subList(200, 300)));
                ledger.awaitCommitted(600);
                assertThat(ledger.parked()).as("behind parked records").isEqualTo(300);
                assertThat(ledger.receiptsOf("acme")).isEmpty();

                node.publishParked();
                assertThat(ledger.parked()).isZero();
            }

            System.out.println(watch);
            assertThat(watch.failures).as("an unusable topic is no failure").hasValue(0);
            assertThat(watch.parked).as("reported once").containsExactly(ledger.topicOf("acme"));
            assertThat(ledger.receiptsOf("acme")).hasSize(300);
            ledger.assertInOrder("acme", acme);
            ledger.assertInOrder("bolt", bolt);
        }
    }

    @Test
    void recordsSentToATopicThatWasJustDeletedPark() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            ledger.createTopicOf("acme");
            ledger.createTopicOf("bolt");
            ledger.send(0, mixed(acme.subList(0, 100), bolt.subList(0, 100)));
            try (var node = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(200);
                ledger.deleteTopicOf("acme");
                ledger.send(0, mixed(acme.subList(100, 200), bolt.subList(100, 200)));
                ledger.awaitCommitted(400);
                assertThat(ledger.parked()).isEqualTo(100);
                ledger.assertInOrder("bolt", bolt.subList(0, 200));

                ledger.createTopicOf("acme");
                ledger.send(0, acme.subList(200, 300));
                ledger.awaitCommitted(500);
                Wait.until(
                        () -> {
                            node.publishParked();
                            return ledger.parked() == 0;
                        });
            }

            System.out.println(watch);
            assertThat(watch.failureKinds).containsKey("DestinationUnusable");
            ledger.assertInOrder("acme", acme.subList(100, 300));
        }
    }

    /** Confirmed seconds ago, and the producer has no metadata: its send waits for the topic. */
    @Test
    void aSendThatWaitsForAMissingTopicIsBounded() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            ledger.createTopicOf("acme");
            ledger.createTopicOf("bolt");
            Watch.Hold hold = watch.holdAt(Point.AFTER_COMMIT);
            ledger.send(0, mixed(acme, bolt));
            try (var node = new LedgerNode(ledger.place(), true, watch)) {
                Wait.until(hold::isReached);
                node.confirm(ledger.topicOf("acme"));
                ledger.deleteTopicOf("acme");
                hold.release();
                ledger.awaitCommitted(600);
            }

            System.out.println(watch);
            assertThat(watch.failureKinds)
                    .as("the second attempt asks first")
                    .containsExactly(Map.entry("TimeoutException", 1));
            assertThat(ledger.parked()).isEqualTo(300);
            ledger.assertInOrder("bolt", bolt);
        }
    }

    /** WRITE: the topic can still be described. ALL: it cannot. */
    @ParameterizedTest
    @EnumSource(
            value = AclOperation.class,
            names = {"WRITE", "ALL"})
    void recordsOfAForbiddenTopicPark(AclOperation denied) throws SQLException {
        try (TestBroker broker =
                        TestBroker.fresh(
                                Ledger.SETTINGS
                                        .with(
                                                "authorizer.class.name",
                                                "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                                        .with("allow.everyone.if.no.acl.found", "true"));
                Admin admin = broker.admin();
                Ledger ledger = new Ledger(broker, Ledger.POSTGRES, 1)) {
            Watch watch = new Watch();
            ledger.createTopicOf("acme");
            ledger.createTopicOf("bolt");
            ledger.send(0, mixed(acme.subList(0, 100), bolt.subList(0, 100)));
            try (var node = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(200);
                String topic = ledger.topicOf("acme");
                AclBinding deny = right(topic, AclPermissionType.DENY, denied);
                AclBinding allow = right(topic, AclPermissionType.ALLOW, AclOperation.DESCRIBE);
                Wait.get(admin.createAcls(List.of(deny, allow)).all());
                Wait.until(() -> !node.unusable(topic).isEmpty());
                ledger.send(0, mixed(acme.subList(100, 200), bolt.subList(100, 200)));
                ledger.awaitCommitted(400);
                assertThat(ledger.parked()).isEqualTo(100);
                node.publishParked();
                assertThat(ledger.parked()).as("still forbidden").isEqualTo(100);
                ledger.assertInOrder("bolt", bolt.subList(0, 200));

                Wait.get(admin.deleteAcls(List.of(deny.toFilter(), allow.toFilter())).all());
                Wait.until(
                        () -> {
                            node.publishParked();
                            return ledger.parked() == 0;
                        });
            }

            System.out.println(watch);
            ledger.assertInOrder("acme", acme.subList(0, 200));
        }
    }

    @Test
    void nothingParksWhileTheBrokerDoesNotAnswer() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            ledger.createTopicOf("acme");
            Watch.Hold hold = watch.holdAt(Point.AFTER_COMMIT);
            ledger.send(0, acme);
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                Wait.until(hold::isReached);
                Ledger.BROKER.pause();
                try {
                    hold.release();
                    Wait.until(() -> watch.failureKinds.containsKey("TimeoutException"));
                    assertThat(ledger.parked()).isZero();
                    assertThat(watch.batches).isEmpty();
                } finally {
                    Ledger.BROKER.resume();
                }
                ledger.awaitCommitted(300);
            }

            System.out.println(watch);
            assertThat(watch.parked).isEmpty();
            ledger.assertInOrder("acme", acme);
        }
    }

    @Test
    void aMissingTopicOfOurOwnIsWaitedFor() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            List<Deposit> own = deposits(100, 3);
            ledger.deleteReceipts();
            ledger.send(0, own);
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                Wait.until(() -> watch.failureKinds.containsKey("BrokerUnresponsive"));
                assertThat(ledger.parked()).isZero();
                assertThat(ledger.committed()).isZero();
                ledger.createReceipts();
                ledger.awaitCommitted(100);
            }

            ledger.assertExact(own);
        }
    }

    @Test
    void aProcessKilledAfterParkingLosesNothing() throws SQLException, InterruptedException {
        try (Ledger ledger = new Ledger(1)) {
            ledger.createTopicOf("bolt");
            ledger.send(0, mixed(acme, bolt));
            String[] arguments =
                    Stream.concat(
                                    Stream.of(Point.BEFORE_OFFSET_COMMIT.name(), "KILL"),
                                    Stream.of(ledger.place().words()))
                            .toArray(String[]::new);
            try (ChildJvm child = ChildJvm.start(LedgerProcess.class, Map.of(), arguments)) {
                assertThat(child.exitCode(TIMEOUT)).as("%s", child.lines()).isEqualTo(137);
            }
            long before = ledger.parked();
            assertThat(before).as("parked before the offset moves").isPositive();
            assertThat(ledger.committed()).isZero();

            try (var node = new LedgerNode(ledger.place(), true, new Watch())) {
                ledger.awaitCommitted(600);
                assertThat(ledger.parked()).as("repeated behind").isEqualTo(before + 300);
                ledger.createTopicOf("acme");
                node.publishParked();
            }

            assertThat(ledger.parked()).isZero();
            ledger.assertInOrder("acme", acme);
            ledger.assertInOrder("bolt", bolt);
        }
    }

    @Test
    void aBusyTopicCostsNoRequest() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            ledger.createTopicOf("acme");
            ledger.createTopicOf("bolt");
            ledger.send(0, mixed(acme.subList(0, 10), bolt.subList(0, 10)));
            Watch watch = new Watch();
            try (var node = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(20);
                assertThat(node.asked()).as("one request for both topics").isEqualTo(1);
                for (int i = 10; i < 200; i += 10) {
                    ledger.send(0, mixed(acme.subList(i, i + 10), bolt.subList(i, i + 10)));
                    ledger.awaitCommitted(2 * i + 20);
                }
                System.out.println(watch);
                assertThat(watch.batches).hasSizeGreaterThan(10);
                assertThat(node.asked()).isEqualTo(1);
            }
        }
    }

    /** As after a crash between the acknowledgement and the delete. */
    @Test
    void rowsThatCouldNotBeDeletedArePublishedAgain() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            ledger.send(0, acme.subList(0, 50));
            try (var node =
                    new LedgerNode(ledger.place(), true, new Watch(), Duration.ofMillis(1_500))) {
                ledger.awaitCommitted(50);
                ledger.createTopicOf("acme");
                try (Connection other = ledger.connect()) {
                    other.setAutoCommit(false);
                    other.createStatement().execute("select from parked for update");
                    assertThatThrownBy(node::publishParked).isNotNull();
                }
                assertThat(ledger.receiptsOf("acme")).hasSize(50);
                assertThat(ledger.parked()).isEqualTo(50);
                node.publishParked();
            }

            assertThat(ledger.parked()).isZero();
            assertThat(ledger.receiptsOf("acme")).hasSize(100);
            ledger.assertInOrder("acme", acme.subList(0, 50));
        }
    }

    @Test
    void oneReplicaAtATimePublishesTheRecordsOfATopic() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            ledger.send(0, acme.subList(0, 50));
            try (var node = new LedgerNode(ledger.place(), true, new Watch())) {
                ledger.awaitCommitted(50);
                ledger.createTopicOf("acme");
                try (Connection other = ledger.connect()) {
                    other.createStatement()
                            .execute(
                                    "select pg_advisory_lock(hashtext('sealpost.parked'),"
                                            + " hashtext('"
                                            + ledger.topicOf("acme")
                                            + "'))");
                    node.publishParked();
                    assertThat(ledger.receiptsOf("acme")).isEmpty();
                }
                Wait.until(
                        () -> {
                            node.publishParked();
                            return ledger.parked() == 0;
                        });
            }

            assertThat(ledger.receiptsOf("acme")).hasSize(50);
        }
    }

    private static AclBinding right(String topic, AclPermissionType type, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", operation, type));
    }

    /** One of each in turn. */
    private static List<Deposit> mixed(List<Deposit> some, List<Deposit> others) {
        return IntStream.range(0, some.size())
                .boxed()
                .flatMap(i -> Stream.of(some.get(i), others.get(i)))
                .toList();
    }
}
