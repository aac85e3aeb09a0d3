package io.sealpost.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * One entry of the topic catalogue. {@code topics.yaml} documents each field.
 *
 * <p>An entry whose name ends in {@code <business>} is a family: one topic for each tenant.
 */
public record Topic(
        String name,
        String key,
        String value,
        int partitions,
        Cleanup cleanup,
        Duration retention,
        String owner,
        List<String> writers,
        List<String> readers,
        List<String> steps,
        Time time) {

    /** How old records are deleted. */
    public enum Cleanup {
        @JsonProperty("delete")
        DELETE,
        @JsonProperty("compact")
        COMPACT
    }

    /** Whose clock sets a record's time: the broker's (APPEND) or the writer's (CREATE). */
    public enum Time {
        @JsonProperty("append")
        APPEND,
        @JsonProperty("create")
        CREATE
    }

    private static final String BUSINESS = "<business>";

    /** Sets the defaults of the optional fields. */
    public Topic {
        writers = List.copyOf(writers);
        readers = List.copyOf(readers);
        steps = steps == null ? List.of() : List.copyOf(steps);
        time = time == null ? Time.CREATE : time;
    }

    /** The schema of the record that the topic carries. */
    public Schema schema() {
        try {
            return SpecificData.get().getSchema(Class.forName("io.sealpost.schemas." + value));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("there is no record " + value, e);
        }
    }

    /** Whether the entry is a family. */
    public boolean isFamily() {
        return name.endsWith(BUSINESS);
    }

    /** The part of a family's name before the business, including the dot. */
    public String prefix() {
        if (!isFamily()) {
            throw new IllegalStateException(name + " is not a family");
        }
        return name.substring(0, name.length() - BUSINESS.length());
    }

    /** The name of one tenant's topic in this family. */
    public String of(String business) {
        return prefix() + business;
    }

    /** Matches the names of this entry's topics. */
    public Pattern pattern() {
        return isFamily()
                ? Pattern.compile(Pattern.quote(prefix()) + "[a-z][a-z0-9-]{1,30}")
                : Pattern.compile(Pattern.quote(name));
    }

    /** The topic's settings, by their names at the broker. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "message.timestamp.type", time == Time.APPEND ? "LogAppendTime" : "CreateTime");
        String millis = Long.toString(retention.toMillis());
        if (cleanup == Cleanup.COMPACT) {
            settings.put("cleanup.policy", "compact");
            settings.put("max.compaction.lag.ms", millis);
        } else {
            settings.put("cleanup.policy", "delete");
            settings.put("retention.ms", millis);
            settings.put("segment.ms", Long.toString(Math.min(retention.toMillis(), 86_400_000L)));
        }
        return settings;
    }
}
