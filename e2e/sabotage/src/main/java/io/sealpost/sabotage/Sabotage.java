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
 * Runs every mutation of every module: without it its test must be green, with it red. Prints one
 * row a mutation; ends with 1 where a test stayed green or did not run.
 */
public final class Sabotage {
    private static final Path TSV = Path.of("src/test/resources/sabotage.tsv");
    private static final Set<String> NO_MODULES = Set.of("target", "src", ".git", ".sealpost");

    private final Copy copy;
    private final Build build;
    private int failed;
    private int skipped;

    private Sabotage(Copy copy) {
        this.copy = copy;
        this.build = new Build(copy.to());
    }

    /** {@code ROOT COPY [MODULE,…]}. */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]).toRealPath();
        Copy copy = new Copy(root, Path.of(args[1]).toAbsolutePath());
        System.exit(new Sabotage(copy).run(args.length > 2 ? args[2] : ""));
    }

    private int run(String only) throws IOException {
        Map<Path, List<Mutation>> modules = mutations(copy.from());
        List<String> chosen = List.of(only.split(","));
        modules.keySet().removeIf(m -> !only.isEmpty() && !chosen.contains(m.toString()));
        if (modules.isEmpty()) {
            System.out.println("no sabotage.tsv" + (only.isEmpty() ? "" : " in " + only));
            return 1;
        }
        copy.make();
        build.install(modules.keySet());
        for (List<Mutation> mutations : modules.values()) {
            module(mutations);
        }
        int all = modules.values().stream().mapToInt(List::size).sum();
        System.out.printf(
                "%d defences taken away: %d tests went red, %d were skipped, %d failed to show it%n",
                all, all - failed - skipped, skipped, failed);
        return failed == 0 ? 0 : 1;
    }

    private void module(List<Mutation> mutations) throws IOException {
        Path module = mutations.getFirst().module();
        Report whole = build.test(module, tests(mutations));
        for (Mutation mutation : mutations) {
            long start = System.nanoTime();
            String verdict = verdict(whole, mutation);
            System.out.printf(
                    "%-24s %-80s %-70s %s %.1f s%n",
                    module,
                    mutation.defence(),
                    mutation.test(),
                    verdict,
                    (System.nanoTime() - start) / 1e9);
        }
    }

    private String verdict(Report whole, Mutation mutation) throws IOException {
        if (whole.skipped().contains(mutation.test())) {
            skipped++;
            return "skipped";
        }
        String verdict =
                whole.green().contains(mutation.test())
                        ? damaged(mutation)
                        : "NOT GREEN before the damage";
        failed += verdict.equals("red") ? 0 : 1;
        return verdict;
    }

    private String damaged(Mutation mutation) throws IOException {
        Path file = copy.of(mutation);
        if (Files.notExists(file)) {
            return "NOT APPLIED, there is no " + mutation.file();
        }
        String whole = Files.readString(file);
        try {
            Files.writeString(file, mutation.apply(whole));
            Report report = build.test(mutation.module(), mutation.test());
            return report.isRed(mutation)
                    ? "red"
                    : report.green().contains(mutation.test()) ? "NOT RED" : "DID NOT RUN";
        } catch (IllegalStateException e) {
            return "NOT APPLIED, " + e.getMessage();
        } finally {
            Files.writeString(file, whole);
        }
    }

    /** In surefire's form: {@code One#a+b,Other#c}. */
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

    /** Of every module beneath the root that has some. */
    static Map<Path, List<Mutation>> mutations(Path root) throws IOException {
        List<Path> modules = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                        if (NO_MODULES.contains(folder.getFileName().toString())) {
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
