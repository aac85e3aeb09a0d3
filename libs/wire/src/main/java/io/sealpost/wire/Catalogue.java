package io.sealpost.wire;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The topic catalogue, loaded once from {@code topics.yaml} of shared-schemas. Immutable. */
public record Catalogue(List<Topic> topics) {

    private static final Catalogue LOADED = load();

    /** The catalogue of this release. */
    public static Catalogue get() {
        return LOADED;
    }

    /**
     * The entry of that name, as the catalogue spells it: a family ends in {@code <business>}.
     *
     * @throws IllegalArgumentException where the catalogue has no such entry
     */
    public Topic named(String name) {
        return topics.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("the catalogue has no topic " + name));
    }

    /**
     * The urgent and the bulk entry of a stage with one topic a lane, such as {@code
     * message-steps}.
     *
     * @throws IllegalArgumentException where the catalogue does not list both
     */
    public LaneTopics lanes(String stage) {
        return new LaneTopics(named(stage + ".urgent"), named(stage + ".bulk"));
    }

    /** The entry that a topic on the broker belongs to; empty where there is none. */
    public Optional<Topic> matching(String topicOnBroker) {
        return topics.stream()
                .filter(topic -> topic.pattern().matcher(topicOnBroker).matches())
                .findFirst();
    }

    /** The families: entries with one topic for each tenant. */
    public Stream<Topic> families() {
        return topics.stream().filter(Topic::isFamily);
    }

    /** The entries that are one topic. */
    public Stream<Topic> singles() {
        return topics.stream().filter(topic -> !topic.isFamily());
    }

    /**
     * The schema of every record that a topic carries, sorted by name. A deployment registers
     * these.
     */
    public List<Schema> schemas() {
        return topics.stream()
                .map(Topic::schema)
                .distinct()
                .sorted(Comparator.comparing(Schema::getFullName))
                .toList();
    }

    private static Catalogue load() {
        SimpleModule durations =
                new SimpleModule().addDeserializer(Duration.class, new IsoDuration());
        YAMLMapper yaml = YAMLMapper.builder().addModule(durations).build();
        try (InputStream file = Catalogue.class.getResourceAsStream("/topics.yaml")) {
            return new Catalogue(
                    List.copyOf(
                            yaml.readValue(
                                    Objects.requireNonNull(file),
                                    new TypeReference<List<Topic>>() {})));
        } catch (IOException e) {
            throw new UncheckedIOException("the topic catalogue cannot be read", e);
        }
    }

    private static final class IsoDuration extends FromStringDeserializer<Duration> {
        private static final long serialVersionUID = 1;

        IsoDuration() {
            super(Duration.class);
        }

        @Override
        protected Duration _deserialize(String value, DeserializationContext context) {
            return Duration.parse(value);
        }
    }
}
