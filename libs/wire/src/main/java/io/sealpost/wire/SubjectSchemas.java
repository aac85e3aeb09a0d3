package io.sealpost.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of one subject, by id: the only ones that a record of that subject may be written
 * with. A version that cannot be parsed, or with which decoding could not be bounded, is left out:
 * a record that names it concerns nobody else. Thread-safe.
 */
final class SubjectSchemas {
    private static final Duration MAX_LIST_AGE = Duration.ofSeconds(1);

    private final SchemaRegistry registry;
    private final String subject;
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final Set<Integer> versions = new HashSet<>();
    private @Nullable Long fetchedAt;

    SubjectSchemas(SchemaRegistry registry, String subject) {
        this.registry = registry;
        this.subject = subject;
    }

    /**
     * The schema with that id; empty where it is not listed, by a list that is at most a second
     * old.
     *
     * @throws SchemaRegistryUnavailable where the registry does not answer
     */
    synchronized Optional<Schema> byId(int id) {
        if (!schemas.containsKey(id) && isStale()) {
            fetch();
        }
        return Optional.ofNullable(schemas.get(id));
    }

    private boolean isStale() {
        return fetchedAt == null || System.nanoTime() - fetchedAt > MAX_LIST_AGE.toNanos();
    }

    private void fetch() {
        for (int version : registry.versions(subject)) {
            if (!versions.contains(version)) {
                add(registry.version(subject, version));
                versions.add(version);
            }
        }
        fetchedAt = System.nanoTime();
    }

    private void add(JsonNode version) {
        WriterSchema.parse(version.path("schema").asText())
                .filter(schema -> schema.getFullName().equals(subject))
                .ifPresent(schema -> schemas.put(version.path("id").asInt(), schema));
    }
}
