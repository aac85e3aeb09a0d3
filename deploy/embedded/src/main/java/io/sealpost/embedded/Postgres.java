package io.sealpost.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server on loopback. Every role has a password (SCRAM-SHA-256). */
public final class Postgres implements ManagedProcess {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final String SUPERUSER = "postgres";

    private final Binaries binaries;
    private final PostgresSettings settings;
    private final Daemon daemon;

    /**
     * @param state the folder of its data, log, port and the superuser's password
     */
    public Postgres(Binaries binaries, Path state, PostgresSettings settings) {
        this.binaries = binaries;
        this.settings = settings;
        this.daemon = new Daemon("postgres", state);
    }

    @Override
    public Daemon daemon() {
        return daemon;
    }

    @Override
    public boolean isReady() {
        return Port.answers(port());
    }

    @Override
    public int port() {
        return Port.of(portFile(), settings.port());
    }

    /** The database and role that every server has, for administration. */
    public PostgresDatabase administration() {
        String password = PrivateFile.password(state("superuser.password"));
        return new PostgresDatabase(
                Port.LOOPBACK, port(), SUPERUSER, new Credentials(SUPERUSER, password));
    }

    @Override
    public void start() {
        if (!isAlive()) {
            Port.requireFree(Port.keptIn(portFile(), settings.port()), daemon);
            UnprivilegedLauncher launcher = UnprivilegedLauncher.here();
            if (!Files.exists(data())) {
                initialise(launcher);
            }
            PostmasterLock.of(data()).removeReusedPid();
            List<String> command = new ArrayList<>(settings.launcher());
            command.addAll(launcher.command(command()));
            daemon.start(command, Map.of());
        }
        daemon.awaitReady(START_TIMEOUT, administrator()::answers);
    }

    /** SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait until every client disconnects. */
    @Override
    public void stop() {
        daemon.stop(Signal.INT);
    }

    /** Makes the database and its role, or sets the role's password. No other role can connect. */
    public PostgresDatabase database(String name, Credentials role) {
        return administrator().create(name, role);
    }

    /** In another folder, renamed when complete: an interrupted initialisation is done again. */
    private void initialise(UnprivilegedLauncher launcher) {
        Path unfinished = state("data.new");
        Path passwordFile = state("initdb.password");
        try {
            Folder.delete(unfinished);
            PrivateFile.write(passwordFile, administration().role().password());
            Files.createDirectories(unfinished);
            launcher.handOver(daemon.state());
            run(launcher.command(initdb(unfinished, passwordFile)), state("initdb.log"));
            Files.delete(passwordFile);
            Files.move(unfinished, data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> initdb(Path folder, Path passwordFile) {
        return List.of(
                program("initdb"),
                "--pgdata=" + folder,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C");
    }

    private static void run(List<String> command, Path log) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new StartFailedException("postgres", "could not initialise its data", log);
        }
    }

    private List<String> command() {
        List<String> command =
                new ArrayList<>(List.of(program("postgres"), "-D", data().toString()));
        settings.all(port())
                .forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        return command;
    }

    private DatabaseAdministration administrator() {
        return new DatabaseAdministration(administration());
    }

    private String program(String name) {
        return binaries.postgres().resolve("bin").resolve(name).toString();
    }

    private Path portFile() {
        return state("postgres.port");
    }

    private Path data() {
        return state("data");
    }

    private Path state(String file) {
        return daemon.state().resolve(file);
    }
}
