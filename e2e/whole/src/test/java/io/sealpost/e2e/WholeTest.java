package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.cli.local.Account;
import io.sealpost.e2e.SealpostCommand.Answer;
import io.sealpost.e2e.SealpostCommand.Running;
import io.sealpost.schemas.DeliveryEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The demo, access rights, killed services and replicas: all processes together, as a new user runs
 * them.
 */
@ExtendWith(SharedPlatformExtension.class)
@Order(1)
@TestMethodOrder(OrderAnnotation.class)
class WholeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SERVICES =
            List.of("ingest", "consent", "encryption", "delivery", "retention-audit");
    private static final int MARKED_MESSAGES = 1_000;

    private final SealpostCommand sealpost;

    WholeTest(SealpostCommand sealpost) {
        this.sealpost = sealpost;
    }

    @Test
    @Order(1)
    void everyConsentedMessageIsOpenedAndEveryOtherRefusedAndEachStepHasItsLeaf()
            throws IOException, InterruptedException {
        Path out = sealpost.state().resolve("out-1");

        Answer demo =
                sealpost.run(
                        "demo",
                        "--messages",
                        "300",
                        "--recipients",
                        "60",
                        "--out",
                        out.toString(),
                        "--json");

        System.out.println(demo.json());
        assertThat(demo.exit()).as("exit, see %s", demo.transcript()).isZero();
        assertThat(demo.json().path("sent").asInt()).isEqualTo(300);
        assertThat(demo.json().path("delivered").asInt()).isEqualTo(240);
        assertThat(demo.json().path("decrypted").asInt()).isEqualTo(240);
        assertThat(demo.json().path("refused").asInt()).isEqualTo(60);
        assertThat(demo.json().path("auditVerified").asBoolean()).isTrue();
        assertThat(lines(out, "sent.jsonl")).hasSize(300);
        assertThat(hashes(out, "opened-.*\\.jsonl")).isSubsetOf(hashes(out, "sent.jsonl"));
    }

    @Test
    @Order(2)
    void aServiceMayConnectToItsOwnDatabaseOnly()
            throws IOException, InterruptedException, SQLException {
        int port = sealpost.platform().postgresPort();
        for (String service : SERVICES) {
            String role = service.replace('-', '_');
            String password = password(service);
            for (String other : SERVICES) {
                String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + other.replace('-', '_');
                if (other.equals(service)) {
                    assertThat(answers(url, role, password)).isTrue();
                } else {
                    assertThatThrownBy(() -> answers(url, role, password))
                            .as("%s at the database of %s", service, other)
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("permission denied");
                }
            }
        }
    }

    @Test
    @Order(3)
    void killingEveryServiceDuringARunLosesAndDuplicatesNothing()
            throws IOException, InterruptedException {
        Path out = sealpost.state().resolve("out-3");
        Running demo =
                sealpost.start(
                        "demo",
                        "--messages",
                        "2000",
                        "--recipients",
                        "50",
                        "--out",
                        out.toString(),
                        "--json");
        List<ProcessHandle> services = new ArrayList<>();
        for (String service : SERVICES.reversed()) {
            services.add(
                    ProcessHandle.of(sealpost.process(service).pid().orElseThrow()).orElseThrow());
        }
        awaitLines(out.resolve("opened-0.jsonl"), 50, demo);

        // Killed in the reverse order of a message's way: each service is busy when it is killed.
        long killed = services.stream().filter(ProcessHandle::destroyForcibly).count();
        int openedAtKill = lines(out, "opened-.*\\.jsonl").size();
        assertThat(sealpost.run("up", "--json").exit()).isZero();
        Answer ended = demo.await();

        System.out.println(
                "killed "
                        + killed
                        + " services at "
                        + openedAtKill
                        + " of 1600 opened: "
                        + ended.json());
        assertThat(killed).isEqualTo(SERVICES.size());
        assertThat(openedAtKill).as("killed during the run").isBetween(50, 1599);
        assertThat(ended.exit()).as("exit, see %s", ended.transcript()).isZero();
        assertThat(ended.json().path("terminalDuplicates").asInt()).isZero();
        assertThat(ended.json().path("mismatched").asInt()).isZero();
        assertThat(ended.json().path("delivered").asInt()).isEqualTo(1600);
    }

    @Test
    @Order(4)
    void noContentIsFoundInAnyTopicTableWriteAheadLogLogOrCrashReport()
            throws IOException, InterruptedException, SQLException {
        Path texts = sealpost.state().resolve("marked.txt");
        List<String> marked =
                IntStream.range(0, MARKED_MESSAGES).mapToObj(WholeTest::marked).toList();
        Files.write(texts, marked);
        Path out = sealpost.state().resolve("out-4");

        Running running =
                sealpost.start(
                        "demo",
                        "--messages",
                        "" + MARKED_MESSAGES,
                        "--recipients",
                        "20",
                        "--corpus",
                        texts.toString(),
                        "--out",
                        out.toString(),
                        "--json");
        awaitLines(out.resolve("opened-0.jsonl"), 50, running);
        // The only service with content in its memory.
        crash("encryption");
        assertThat(sealpost.run("up", "--json").exit()).isZero();
        Answer demo = running.await();

        assertThat(demo.exit()).as("exit, see %s", demo.transcript()).isZero();
        sealpost.checkpoint();
        TextSearch search = new TextSearch("CANARY-");
        int found = 0;
        for (String folder :
                List.of("kafka", "postgres", "registry", "services", "log", "proofs")) {
            found += search.countIn(sealpost.state().resolve(folder));
        }
        int control = search.countIn(sealpost.state().resolve("devices"));
        System.out.println(
                MARKED_MESSAGES
                        + " marked messages: found "
                        + found
                        + " in "
                        + search.bytes()
                        + " bytes; on the devices "
                        + control);
        assertThat(search.bytes()).isGreaterThan(10_000_000);
        assertThat(control).as("the search finds them on the devices").isPositive();
        assertThat(found).isZero();
    }

    @Test
    @Order(5)
    void aBusinessAddedWhileAllRunsCanSendAtOnce() throws IOException, InterruptedException {
        Answer added = sealpost.run("business", "add", "newcomer", "--json");
        Answer again = sealpost.run("business", "add", "newcomer", "--json");

        assertThat(added.exit()).isZero();
        assertThat(again.exit()).isZero();
        Answer sent =
                sealpost.run(
                        "send",
                        "--business",
                        "newcomer",
                        "--purpose",
                        "offers",
                        "--json",
                        recipient(),
                        "hello");
        assertThat(sent.exit()).as("the recipient did not agree").isEqualTo(1);
        assertThat(sent.json().path("ended").asBoolean()).isTrue();
        assertThat(sent.json().path("events").toString()).contains("REFUSED");
    }

    @Test
    @Order(6)
    void aDeviceOnAReplicaThatDoesNotOwnItsPartitionLosesNothingWhenThatReplicaIsKilled()
            throws IOException, InterruptedException {
        String first = sealpost.platform().url("delivery");
        long pid = sealpost.process("delivery").pid().orElseThrow();
        Path output = sealpost.state().resolve("second-delivery.log");
        try (TestRecipients recipients = sealpost.recipients("twins", 20);
                CheckpointMonitor checkpoints = new CheckpointMonitor(sealpost);
                DeliveryReplica second = DeliveryReplica.beside(pid, output)) {
            long before = DeliveryReplica.decided(first);
            recipients.connect(second.socket());
            recipients.sendToAll(0, 10);
            recipients.awaitEnded(200);
            long byTheFirst = DeliveryReplica.decided(first) - before;
            long byTheSecond = DeliveryReplica.decided(second.url());

            List<Duration> lags = lags(checkpoints, recipients.events().ends(recipients.sent()));
            Duration p99 = lags.get(lags.size() * 99 / 100);
            System.out.printf(
                    "200 deliveries: p99 %d ms until a checkpoint of the log covers them%n",
                    p99.toMillis());

            recipients.sendToAll(10, 30);
            recipients.awaitShown(300);
            boolean killed = second.kill();
            int shownAtKill = recipients.shown().size();
            recipients.disconnect();
            recipients.connect();
            recipients.awaitEnded(600);

            System.out.printf(
                    "first 200: %d decided by the replica without the sockets, %d by the one with them;"
                            + " killed when %d of 600 were shown, %d repeated events%n",
                    byTheFirst, byTheSecond, shownAtKill, recipients.events().repeats());
            assertThat(byTheFirst).as("pushed by the replica that did not decide").isPositive();
            assertThat(byTheSecond).as("the second replica owns partitions, too").isPositive();
            assertThat(killed).isTrue();
            assertThat(shownAtKill).as("killed during the run").isLessThan(600);
            recipients.assertAllDeliveredOnceInOrder();
        }
    }

    /** Like a fault in native code: the JVM ends with a report, and without a core file. */
    private void crash(String service) throws IOException, InterruptedException {
        ProcessHandle process =
                ProcessHandle.of(sealpost.process(service).pid().orElseThrow()).orElseThrow();
        assertThat(
                        new ProcessBuilder("kill", "-SEGV", Long.toString(process.pid()))
                                .start()
                                .waitFor())
                .isZero();
        process.onExit().join();
        List<String> remaining;
        try (Stream<Path> files = Files.list(sealpost.state().resolve("services/" + service))) {
            remaining = files.map(file -> file.getFileName().toString()).toList();
        }
        assertThat(remaining)
                .as("files after the crash")
                .contains("hs_err_pid" + process.pid() + ".log")
                .noneMatch(file -> file.startsWith("core"));
    }

    /** Waits until a checkpoint covers every event. */
    private List<Duration> lags(CheckpointMonitor checkpoints, List<DeliveryEvent> events) {
        Account account = sealpost.business("promises");
        List<List<Duration>> found = new ArrayList<>();
        Await.until(
                "a checkpoint covers every event",
                () -> {
                    found.add(checkpoints.lags(events, account));
                    return found.getLast().size() == events.size();
                });
        return found.getLast();
    }

    private static String marked(int number) {
        return "CANARY-%06d-the-quick-brown-fox".formatted(number);
    }

    private String recipient() throws IOException, InterruptedException {
        return sealpost.run("recipient", "id", "--json").json().path("recipient").asText();
    }

    private static boolean answers(String url, String role, String password) throws SQLException {
        try (var connection = DriverManager.getConnection(url, role, password)) {
            return connection.isValid(2);
        }
    }

    private String password(String service) throws IOException {
        return Files.readString(
                        sealpost.state()
                                .resolve("services")
                                .resolve(service)
                                .resolve("database.password"))
                .strip();
    }

    private static List<JsonNode> lines(Path folder, String pattern) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.getFileName().toString().matches(pattern)).toList()) {
                for (String line : Files.readAllLines(file)) {
                    lines.add(JSON.readTree(line));
                }
            }
        }
        return lines;
    }

    /** The id and the hash of the content of each message. */
    private static Set<String> hashes(Path out, String pattern) throws IOException {
        Set<String> hashes = new HashSet<>();
        for (JsonNode line : lines(out, pattern)) {
            hashes.add(line.path("messageId").asText() + line.path("sha256").asText());
        }
        return hashes;
    }

    private static void awaitLines(Path file, int count, Running demo) {
        Await.until(
                file + " has " + count + " lines",
                () -> {
                    assertThat(demo.process().isAlive())
                            .as("the demo, see %s", demo.transcript())
                            .isTrue();
                    return count(file) >= count;
                });
    }

    private static long count(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).lines().count() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
