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
 * One entry of the topic catalogue ({@code topics.yaml}, which documents each field).
 *
 * <p>A family has {@code <business>} in its name and one topic a tenant.
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

    /** How old records go. */
    public enum Cleanup {
        @JsonProperty("delete")
        DELETE,
        @JsonProperty("compact")
        COMPACT
    }

    /** Whose clock a record's time is. */
    public enum Time {
        @JsonProperty("append")
        APPEND,
        @JsonProperty("create")
        CREATE
    }

    private static final String BUSINESS = "<business>";

    /** Fills in what an entry may leave out. */
    public Topic {
        writers = List.copyOf(writers);
        readers = List.copyOf(readers);
        steps = steps == null ? List.of() : List.copyOf(steps);
        time = time == null ? Time.CREATE : time;
    }

    /** Of the record that it carries. */
    public Schema schema() {
        try {
            return SpecificData.get().getSchema(Class.forName("io.sealpost.schemas." + value));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the catalogue names no record " + value, e);
        }
    }

    /** Whether there is one topic a tenant. */
    public boolean isFamily() {
        return name.endsWith(BUSINESS);
    }

    /** The part of a family's name before the business, with its dot. */
    public String prefix() {
        if (!isFamily()) {
            throw new IllegalStateException(name + " is no family");
        }
        return name.substring(0, name.length() - BUSINESS.length());
    }

    /** The topic of one tenant. */
    public String of(String business) {
        return prefix() + business;
    }

    /** Matches the topics of this entry: a family's members, or the one name. */
    public Pattern pattern() {
        return isFamily()
                ? Pattern.compile(Pattern.quote(prefix()) + "[a-z][a-z0-9-]{1,30}")
                : Pattern.compile(Pattern.quote(name));
    }

    /** The topic's settings as the broker names them. */
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
