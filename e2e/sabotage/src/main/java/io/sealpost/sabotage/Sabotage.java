package io.sealpost.sabotage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs every mutation of every module: without the mutation its test must pass, with it the test
 * must fail. Prints one line for each mutation. Exit code 1 where a test still passes or does not
 * run.
 */
public final class Sabotage {
    private static final Path TSV = Path.of("src/test/resources/sabotage.tsv");
    private static final Set<String> OTHER_FOLDERS = Set.of("target", "src", ".git", ".sealpost");

    private final TreeCopy copy;
    private final MavenBuild build;
    private int failed;
    private int skipped;

    private Sabotage(TreeCopy copy) {
        this.copy = copy;
        this.build = new MavenBuild(copy.to());
    }

    /** {@code ROOT COPY [MODULE,…]}. */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]).toRealPath();
        TreeCopy copy = new TreeCopy(root, Path.of(args[1]).toAbsolutePath());
        System.exit(new Sabotage(copy).run(args.length > 2 ? args[2] : ""));
    }

    private int run(String only) throws IOException {
        Map<Path, List<Mutation>> modules = mutations(copy.from());
        List<String> chosen = List.of(only.split(","));
        modules.keySet().removeIf(m -> !only.isEmpty() && !chosen.contains(m.toString()));
        if (modules.isEmpty()) {
            System.out.println("there is no sabotage.tsv" + (only.isEmpty() ? "" : " in " + only));
            return 1;
        }
        copy.make();
        build.install(modules.keySet());
        for (List<Mutation> mutations : modules.values()) {
            runModule(mutations);
        }
        int all = modules.values().stream().mapToInt(List::size).sum();
        System.out.printf(
                "%d mutations: %d tests failed as they must, %d were skipped, %d did not%n",
                all, all - failed - skipped, skipped, failed);
        return failed == 0 ? 0 : 1;
    }

    private void runModule(List<Mutation> mutations) throws IOException {
        Path module = mutations.getFirst().module();
        SurefireReport unchanged = build.test(module, tests(mutations));
        for (Mutation mutation : mutations) {
            long start = System.nanoTime();
            String result = result(unchanged, mutation);
            System.out.printf(
                    "%-24s %-80s %-70s %s %.1f s%n",
                    module,
                    mutation.defence(),
                    mutation.test(),
                    result,
                    (System.nanoTime() - start) / 1e9);
        }
    }

    private String result(SurefireReport unchanged, Mutation mutation) throws IOException {
        if (unchanged.skipped().contains(mutation.test())) {
            skipped++;
            return "skipped";
        }
        String result =
                unchanged.green().contains(mutation.test())
                        ? mutated(mutation)
                        : "NOT GREEN without the mutation";
        failed += result.equals("red") ? 0 : 1;
        return result;
    }

    private String mutated(Mutation mutation) throws IOException {
        Path file = copy.of(mutation);
        if (Files.notExists(file)) {
            return "NOT APPLIED, no file " + mutation.file();
        }
        String source = Files.readString(file);
        try {
            Files.writeString(file, mutation.apply(source));
            SurefireReport report = build.test(mutation.module(), mutation.test());
            return report.isRed(mutation)
                    ? "red"
                    : report.green().contains(mutation.test()) ? "NOT RED" : "DID NOT RUN";
        } catch (IllegalStateException e) {
            return "NOT APPLIED, " + e.getMessage();
        } finally {
            Files.writeString(file, source);
        }
    }

    /** In the form of surefire's {@code -Dtest}: {@code One#a+b,Other#c}. */
    private static String tests(List<Mutation> mutations) {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        mutations.forEach(
                mutation ->
                        methods.computeIfAbsent(mutation.testClass(), type -> new LinkedHashSet<>())
                                .add(mutation.testMethod()));
        return methods.entrySet().stream()
                .map(entry -> entry.getKey() + "#" + String.join("+", entry.getValue()))
                .collect(Collectors.joining(","));
    }

    /** The mutations of every module below the root, by module. */
    static Map<Path, List<Mutation>> mutations(Path root) throws IOException {
        List<Path> modules = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                        if (OTHER_FOLDERS.contains(folder.getFileName().toString())) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        if (Files.exists(folder.resolve(TSV))) {
                            modules.add(root.relativize(folder));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        modules.sort(null);
        Map<Path, List<Mutation>> mutations = new LinkedHashMap<>();
        for (Path module : modules) {
            mutations.put(module, Mutation.read(module, root.resolve(module).resolve(TSV)));
        }
        return mutations;
    }
}
